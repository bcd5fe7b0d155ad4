using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session watch</c></summary>
internal sealed class SessionWatchCommand : GridCommand
{
    private readonly Argument<SessionId> _id = Parsed.Argument<SessionId>("session", "The session's id, or its beginning.");
    private readonly Option<long> _after = new("--after") { Description = "Only steps after this one; 0 for all.", HelpName = "step" };
    private readonly Option<bool> _events = new("--events") { Description = "With --json: what happens too, each a line with a kind; without it people always see it." };

    /// <summary>Makes it.</summary>
    public SessionWatchCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "watch", "Show a session's loss, evaluations and what else happens while it trains, until it ends or pauses. Ctrl+C stops watching only.")
    {
        Arguments.Add(_id);
        Options.Add(_after);
        Options.Add(_events);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session watch s0198c6d2", "clipgrid session watch s0198c6d2 --after 400 --json", "clipgrid session watch s0198c6d2 --events --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        long after = run.Get(_after) is var given and >= 0 ? given : throw new MisuseException($"--after is {run.Get(_after)}: give a step from 0.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        return await SessionWatcher.WatchAsync(run, client, await SessionChoice.FindAsync(client, run.Get(_id), cancellationToken), new WatchFrom(after, run.IsJson && !run.Get(_events) ? null : 0), cancellationToken);
    }
}
