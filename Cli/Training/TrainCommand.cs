using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Training.Options;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid train</c></summary>
internal sealed class TrainCommand : GridCommand
{
    private readonly Argument<DatasetRef> _dataset = Parsed.Argument<DatasetRef>("dataset", "The data set, or name@version.");
    private readonly Option<TrainingGoal?> _goal = Parsed.OptionalChoice<TrainingGoal>("--goal", "Have what is not given chosen by the data, and say why, for");
    private readonly StartOptions _start = new();
    private readonly ModelOptions _network = new();
    private readonly TrainOptions _options;

    /// <summary>Makes it.</summary>
    public TrainCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "train", "Start a training session: from nothing with --preset or --architecture, or on from a model with --base. With --goal the rest is chosen for you.")
    {
        _options = new TrainOptions(_network);
        Arguments.Add(_dataset);
        Options.Add(_goal);
        foreach (Option option in _options.All.Concat(_start.All))
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "clipgrid train emoji --publish demo --preset TinyRN@64 --steps 500 --batch 64 --watch",
        "clipgrid train pets --publish pets --base vit-b-32 --goal classification --watch",
        "clipgrid train pets --publish pets --base vit-b-32 --goal retrieval --patience 5 --tag winter",
        "clipgrid train pets@2 --publish pets --base vit-b-32 --steps 2000 --batch 128 --micro-batch 32 --rate 1e-5 --lock-image --evaluate-on pets-test --patience 3",
        "clipgrid train pets --publish pets --base vit-b-32 --steps 400 --batch 32 --rate 1e-4 --method fine-tuning --lora 8 --hold-out 0.2 --mixtures 0.5,0.75,1",
        "clipgrid train photos --publish mine --architecture model.json --steps 10000 --batch 256 --filter \"year >= 2020\" --priority 10 --device cuda",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        TrainingGoal? goal = run.Get(_goal);
        _network.Require(run, goal);
        DatasetRef dataset = run.Get(_dataset);
        SessionSpecification blank = _options.Apply(run, UsualSpecification.Value with { Dataset = dataset });
        if (goal is null && !(_options.Gives(run, "--steps") && _options.Gives(run, "--batch")))
            throw new MisuseException("How long shall it train, and on how many pairs at once? Give --steps and --batch, or --goal to have them chosen.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionSpecification specification = blank;
        if (goal is { } wanted)
        {
            SessionSuggestion suggestion = await client.Sessions.SuggestAsync(
                new SuggestionRequest { Dataset = dataset, Goal = wanted, Base = _network.Base(run), Publish = blank.Publish }, cancellationToken);
            SuggestionText.Note(run, suggestion);
            specification = _options.Apply(run, suggestion.Specification);
        }
        return await _start.StartAsync(run, id => _options.Words.AskAsync(client.Sessions.StartAsync(specification, id, cancellationToken)), cancellationToken);
    }
}
