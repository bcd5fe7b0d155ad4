using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session resume</c></summary>
internal sealed class SessionResumeCommand(CliConsole console, GlobalOptions global)
    : SessionSteerCommand(console, global, "resume", "Go on from the newest checkpoint.")
{
    /// <inheritdoc/>
    protected override Task<SessionInfo> SteerAsync(GridSessions sessions, SessionId id, CancellationToken cancellationToken) => sessions.ResumeAsync(id, cancellationToken: cancellationToken);
}
