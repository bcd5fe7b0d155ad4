using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session resume</c></summary>
internal sealed class SessionResumeCommand : SessionSteerCommand
{
    private readonly Option<bool> _inexact = new("--allow-inexact")
    {
        Description = "Also where threads, torch or processor are others than before; the run is then no longer bit for bit its own, and says so.",
    };

    /// <summary>Makes it.</summary>
    public SessionResumeCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "resume", "Go on from the newest checkpoint.") => Options.Add(_inexact);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session resume s0198c6d2", "clipgrid session resume s0198c6d2 --allow-inexact"];

    /// <inheritdoc/>
    protected override Task<SessionInfo> SteerAsync(CommandRun run, GridSessions sessions, SessionId id, CancellationToken cancellationToken) =>
        sessions.ResumeAsync(id, run.Get(_inexact), cancellationToken);
}
