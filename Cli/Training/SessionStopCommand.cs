using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session stop</c></summary>
internal sealed class SessionStopCommand(CliConsole console, GlobalOptions global)
    : SessionSteerCommand(console, global, "stop", "End the training at its step as if that were the last: checkpoint, evaluation, publishing.")
{
    /// <inheritdoc/>
    protected override Task<SessionInfo> SteerAsync(CommandRun run, GridSessions sessions, SessionId id, CancellationToken cancellationToken) => sessions.StopAsync(id, cancellationToken);
}
