using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Cli.Training.Options;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid suggest</c></summary>
internal sealed class SuggestCommand : GridCommand
{
    private readonly Argument<DatasetRef> _dataset = Parsed.Argument<DatasetRef>("dataset", "The data set, or name@version.");
    private readonly Option<TrainingGoal?> _goal = Parsed.OptionalChoice<TrainingGoal>("--goal", "What the training is for");
    private readonly Option<ModelRef?> _base = Parsed.Optional<ModelRef>("--base", "The model to go on from; not for pretraining.", "model");
    private readonly Option<ModelName?> _publish = Parsed.Optional<ModelName>("--publish", "The model whose next version the result shall be. Otherwise named as the data set.", "model");
    private readonly TrainOptions _options = new(new ModelOptions());

    /// <summary>Makes it.</summary>
    public SuggestCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "suggest", "Say how a data set could be trained on, and why; start nothing.")
    {
        _goal.Required = true;
        Arguments.Add(_dataset);
        foreach (Option option in new Option[] { _goal, _base, _publish })
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "clipgrid suggest pets --goal classification --base vit-b-32",
        "clipgrid suggest photos --goal retrieval --base vit-b-32 --publish mine --json",
        "clipgrid suggest emoji --goal pretraining",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        DatasetRef dataset = run.Get(_dataset);
        TrainingGoal goal = run.Get(_goal)!.Value;
        SuggestionRequest request = new() { Dataset = dataset, Goal = goal, Base = run.Get(_base), Publish = run.Get(_publish) ?? ModelName.Parse(dataset.Name.Value) };
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionSuggestion suggestion = await _options.Words.AskAsync(client.Sessions.SuggestAsync(request, cancellationToken));
        run.Write(suggestion, output =>
        {
            foreach (string line in SuggestionText.Lines(suggestion))
                output.WriteLine(line);
            string like = $"clipgrid train {dataset} --goal {Parsed.Hyphened(goal.ToString())} --publish {request.Publish}{(request.Base is { } from ? $" --base {from}" : "")}";
            output.WriteLine();
            output.WriteLine($"{like} --watch starts this; more options change it. Without --goal it would be:");
            output.WriteLine(Words.Line($"clipgrid train {suggestion.Specification.Dataset} {string.Join(' ', _options.Shown(suggestion.Specification))}"));
        });
        return ExitCode.Done;
    }
}
