using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>Which network trains: from nothing, or on from a model.</summary>
internal sealed class ModelOptions
{
    private const long LargestArchitecture = 1 << 20;
    private static readonly SessionSpecification Usual = UsualSpecification.Value;
    private readonly Option<string?> _preset = NewOption.Text("--preset", "From nothing: a network's name, for example TinyRN@64, Tiny/8@64, ViT-B/32.", "name");
    private readonly Option<FileInfo?> _architecture = new("--architecture") { Description = "From nothing: a file with open_clip's model configuration in JSON.", HelpName = "file" };
    private readonly Option<ModelRef?> _base = Parsed.Optional<ModelRef>("--base", "Go on from this model: name, name@alias or name@digest.", "model");

    /// <summary>Makes them.</summary>
    public ModelOptions() => All =
    [
        new ValueOption<string?>(_preset, s => s.Preset, (s, value) => s with { Preset = value, Architecture = null, Base = null }, nameof(Usual.Preset)),
        // A file's text is too long for a command line: it is not shown.
        new ValueOption<FileInfo?>(_architecture, _ => null, (s, value) => s with { Architecture = Read(value!), Preset = null, Base = null }, nameof(Usual.Architecture)),
        new ValueOption<ModelRef?>(_base, s => s.Base, (s, value) => s with { Base = value, Preset = null, Architecture = null }, nameof(Usual.Base)),
        new ValueOption<int>(NewOption.Count("--vocab", "From nothing: size of the vocabulary learned from the captions.", Usual.VocabSize), s => s.VocabSize, (s, value) => s with { VocabSize = value }, nameof(Usual.VocabSize)),
    ];

    /// <summary>The options.</summary>
    public IReadOnlyList<MemberOption> All { get; }

    /// <summary>The model that is gone on from, or null.</summary>
    public ModelRef? Base(CommandRun run) => run.Get(_base);

    /// <summary>Refuses more than one network, and none unless there is a goal to choose one by.</summary>
    /// <exception cref="MisuseException">So it is.</exception>
    public void Require(CommandRun run, TrainingGoal? goal)
    {
        bool isNew = run.Get(_preset) is not null || run.Get(_architecture) is not null, isBase = run.Get(_base) is not null;
        if (run.Get(_preset) is not null && run.Get(_architecture) is not null || isNew && isBase || !isNew && !isBase && goal is null)
            throw new MisuseException("What shall be trained? Give exactly one of --preset, --architecture and --base.");
        if (goal is TrainingGoal.Pretraining && isBase)
            throw new MisuseException("--goal pretraining makes a model from nothing and --base goes on from one: leave one of them out.");
        if (goal is TrainingGoal.Retrieval or TrainingGoal.Classification && !isBase)
            throw new MisuseException($"--goal {Parsed.Hyphened(goal.Value.ToString())} goes on from a model: name it with --base, for example --base vit-b-32.");
    }

    private static string Read(FileInfo file) =>
        !file.Exists ? throw new MisuseException($"--architecture names {file.FullName}, which is not there: name a JSON file.")
        : file.Length > LargestArchitecture ? throw new MisuseException($"--architecture names {file.FullName}, which is larger than 1 MiB: name a model's configuration, not its weights.")
        : File.ReadAllText(file.FullName);
}
