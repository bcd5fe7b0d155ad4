using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session pause</c></summary>
internal sealed class SessionPauseCommand(CliConsole console, GlobalOptions global)
    : SessionSteerCommand(console, global, "pause", "End the step, write a checkpoint and wait to be resumed.")
{
    /// <inheritdoc/>
    protected override Task<SessionInfo> SteerAsync(CommandRun run, GridSessions sessions, SessionId id, CancellationToken cancellationToken) => sessions.PauseAsync(id, cancellationToken);
}
