using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session cancel</c></summary>
internal sealed class SessionCancelCommand(CliConsole console, GlobalOptions global)
    : SessionSteerCommand(console, global, "cancel", "End a session for good; its checkpoints stay.")
{
    /// <inheritdoc/>
    protected override Task<SessionInfo> SteerAsync(CommandRun run, GridSessions sessions, SessionId id, CancellationToken cancellationToken) => sessions.CancelAsync(id, cancellationToken);
}
