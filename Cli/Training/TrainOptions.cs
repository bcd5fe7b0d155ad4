using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Training.Options;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>What a session trains, as options: what is left away is as the specification has it that they are applied to.</summary>
internal sealed class TrainOptions
{
    private readonly MemberOption[] _changes;

    /// <summary>Makes them.</summary>
    /// <param name="network">Those that choose the network, where it can be chosen.</param>
    public TrainOptions(ModelOptions? network = null)
    {
        Option<ModelName?> publish = Parsed.Optional<ModelName>("--publish", "The model whose next version the result is.", "model");
        publish.Required = network is not null;
        MemberOption published = new ValueOption<ModelName?>(publish, s => s.Publish, (s, value) => s with { Publish = value!.Value }, nameof(SessionSpecification.Publish));
        _changes =
        [
            published, .. network?.All ?? [], .. StepOptions.Make(), .. TowerOptions.Make(), .. DataOptions.Make(), .. LabelOptions.Make(), .. JudgeOptions.Make(), .. KeepOptions.Make(), .. PlaceOptions.Make(),
        ];
        Words = new MemberWords(_changes);
    }

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => _changes.Select(one => one.Option);

    /// <summary>The grid's sentences about them, in the command's words.</summary>
    public MemberWords Words { get; }

    /// <summary>A specification with what is given.</summary>
    public SessionSpecification Apply(CommandRun run, SessionSpecification start) => _changes.Aggregate(start, (specification, option) => option.Apply(run, specification));

    /// <summary>Whether an option stands in the command line.</summary>
    public bool Gives(CommandRun run, string name) => run.IsGiven(_changes.Single(one => one.Option.Name == name).Option);

    /// <summary>A specification as it would be typed: the options whose values are not the usual ones.</summary>
    public IEnumerable<string> Shown(SessionSpecification specification) => _changes.Select(option => option.Shown(specification)).OfType<string>();
}
