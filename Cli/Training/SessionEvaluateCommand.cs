using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session evaluate</c></summary>
internal sealed class SessionEvaluateCommand(CliConsole console, GlobalOptions global)
    : SessionSteerCommand(console, global, "evaluate", "Judge a session at the end of its step; clipgrid session events shows the result.")
{
    /// <inheritdoc/>
    protected override Task<SessionInfo> SteerAsync(CommandRun run, GridSessions sessions, SessionId id, CancellationToken cancellationToken) => sessions.EvaluateAsync(id, cancellationToken);
}
