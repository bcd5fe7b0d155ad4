using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session events</c></summary>
internal sealed class SessionEventsCommand : GridCommand
{
    private readonly Argument<SessionId> _id = Parsed.Argument<SessionId>("session", "The session's id, or its beginning.");
    private readonly Option<long> _after = new("--after") { Description = "Only events after this number; 0 for all.", HelpName = "number" };

    /// <summary>Makes it.</summary>
    public SessionEventsCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "events", "Show what happened to a session and its log, the oldest first.")
    {
        Arguments.Add(_id);
        Options.Add(_after);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session events s0198c6d2", "clipgrid session events s0198c6d2 --after 12 --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        long after = run.Get(_after) is var given and >= 0 ? given : throw new MisuseException($"--after is {run.Get(_after)}: give an event's number from 0.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionId id = await SessionChoice.FindAsync(client, run.Get(_id), cancellationToken);
        List<SessionEvent> events = [];
        await foreach (SessionEvent one in EventPages.ReadAsync(client, id, after, cancellationToken))
            events.Add(one);
        run.Write(events, output =>
        {
            foreach (SessionEvent one in events)
                output.WriteLine(EventText.Line(one));
        });
        return ExitCode.Done;
    }
}
