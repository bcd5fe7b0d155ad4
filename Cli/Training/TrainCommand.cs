using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid train</c></summary>
internal sealed class TrainCommand : GridCommand
{
    private readonly Argument<DatasetRef> _dataset = Parsed.Argument<DatasetRef>("dataset", "The data set, or name@version.");
    private readonly Option<bool> _watch = new("--watch") { Description = "Watch it until it ends. Ctrl+C stops watching only." };
    private readonly Option<SessionId?> _id = Parsed.Optional<SessionId>("--id", "The session's id; the same id with the same words starts nothing twice. Otherwise a new one.", "id");
    private readonly TrainOptions _options = new();

    /// <summary>Makes it.</summary>
    public TrainCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "train", "Start a training session: from nothing with --preset or --architecture, or on from a model with --base.")
    {
        Arguments.Add(_dataset);
        foreach (Option option in _options.All)
            Options.Add(option);
        Options.Add(_watch);
        Options.Add(_id);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "clipgrid train emoji --publish demo --preset TinyRN@64 --steps 500 --batch 64 --watch",
        "clipgrid train pets@2 --publish pets --base vit-b-32 --steps 2000 --batch 128 --micro-batch 32 --rate 1e-5 --lock-image",
        "clipgrid train photos --publish mine --architecture model.json --steps 10000 --batch 256 --filter \"year >= 2020\"",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        SessionSpecification specification = await _options.ReadAsync(run, run.Get(_dataset), cancellationToken);
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionInfo session = await client.Sessions.StartAsync(specification, run.Get(_id), cancellationToken);
        if (run.Get(_watch))
        {
            run.Note($"Session {SessionChoice.Short(session.Id)} has started.");
            return await SessionWatcher.WatchAsync(run, client, session.Id, 0, cancellationToken);
        }
        run.Write(session, output => output.WriteLine($"Session {SessionChoice.Short(session.Id)} has started ({Words.Line(session.State.ToString())}): clipgrid session watch {SessionChoice.Short(session.Id)}"));
        return ExitCode.Done;
    }
}
