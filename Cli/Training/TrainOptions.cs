using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>What a session trains, as options: what is left away is as <see cref="SessionSpecification"/> has it.</summary>
internal sealed class TrainOptions
{
    private const long LargestArchitecture = 1 << 20;
    private static readonly SessionSpecification Usual = new() { Dataset = default, Publish = default, StepCount = 0, BatchSize = 0 };

    private readonly Option<ModelName> _publish = Parsed.Option<ModelName>("--publish", "The model whose next version the result is.", "model", isRequired: true);
    private readonly Option<string?> _preset = new("--preset") { Description = "From nothing: a network's name, for example TinyRN@64, Tiny/8@64, ViT-B/32.", HelpName = "name" };
    private readonly Option<FileInfo?> _architecture = new("--architecture") { Description = "From nothing: a file with open_clip's model configuration in JSON.", HelpName = "file" };
    private readonly Option<ModelRef?> _base = Parsed.Optional<ModelRef>("--base", "Go on from this model: name, name@alias or name@digest.", "model");
    private readonly Option<long> _steps = new("--steps") { Description = "Steps of the training.", HelpName = "count", Required = true };
    private readonly Option<int> _batch = new("--batch") { Description = "Pairs in a step.", HelpName = "count", Required = true };
    private readonly Option<int?> _microBatch = new("--micro-batch") { Description = "Pairs computed at once; the result is that of the whole batch.", HelpName = "count" };
    private readonly Option<double> _rate = Number("--rate", "Highest learning rate.", Usual.LearningRate);
    private readonly Option<long?> _warmup = new("--warmup") { Description = "Steps over which the rate rises. Otherwise a tenth of all, 2000 at most.", HelpName = "count" };
    private readonly Option<double> _decay = Number("--weight-decay", "AdamW's weight decay.", Usual.WeightDecay);
    private readonly Option<double> _clip = Number("--clip", "Longest gradient; 0 for no clipping.", Usual.GradientClipNorm ?? 0);
    private readonly Option<TrainingLoss> _loss = Parsed.Choice<TrainingLoss>("--loss", "What training makes small");
    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of weights, order, crops and captions.", HelpName = "number", DefaultValueFactory = _ => Usual.Seed };
    private readonly Option<bool> _lockImage = new("--lock-image") { Description = "Leave the image tower as it is." };
    private readonly Option<double> _crop = Number("--crop", "Smallest share of a picture that a random crop shows; 1 crops nothing.", Usual.CropMinScale);
    private readonly Option<bool> _mirror = new("--mirror") { Description = "Mirror half of the pictures; wrong where captions know left and right." };
    private readonly Option<string> _template = new("--template") { Description = "Text for an item with a label and no caption, {} for the label.", HelpName = "text", DefaultValueFactory = _ => Usual.LabelTemplate };
    private readonly Option<bool> _spare = new("--spare-same-label") { Description = "Items of one label do not count as each other's negatives." };
    private readonly Option<int> _vocabulary = new("--vocab") { Description = "From nothing: size of the vocabulary learned from the captions.", HelpName = "count", DefaultValueFactory = _ => Usual.VocabSize };
    private readonly Option<long> _checkpoint = new("--checkpoint-every") { Description = "Steps between two checkpoints.", HelpName = "count", DefaultValueFactory = _ => Usual.CheckpointInterval };
    private readonly Option<ItemFilter?> _filter = Parsed.Filter("Train on these items only, for example: label = cat and year >= 2000.");
    private readonly Option<string?> _note = new("--note") { Description = "A note for people.", HelpName = "text" };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All =>
    [
        _publish, _preset, _architecture, _base, _steps, _batch, _microBatch, _rate, _warmup, _decay, _clip, _loss, _seed, _lockImage, _crop, _mirror, _template, _spare, _vocabulary,
        _checkpoint, _filter, _note,
    ];

    /// <summary>What they say together.</summary>
    public async Task<SessionSpecification> ReadAsync(CommandRun run, DatasetRef dataset, CancellationToken cancellationToken)
    {
        FileInfo? architecture = run.Get(_architecture);
        string? preset = run.Get(_preset);
        ModelRef? from = run.Get(_base);
        if ((preset is null ? 0 : 1) + (architecture is null ? 0 : 1) + (from is null ? 0 : 1) != 1)
            throw new MisuseException("What shall be trained? Give exactly one of --preset, --architecture and --base.");
        double clip = run.Get(_clip);
        return new SessionSpecification
        {
            Dataset = dataset,
            Filter = run.Get(_filter),
            Publish = run.Get(_publish),
            Base = from,
            Preset = preset,
            Architecture = architecture is null ? null : await ReadAsync(architecture, cancellationToken),
            VocabSize = run.Get(_vocabulary),
            StepCount = run.Get(_steps),
            BatchSize = run.Get(_batch),
            MicroBatchSize = run.Get(_microBatch),
            LearningRate = run.Get(_rate),
            WarmupStepCount = run.Get(_warmup),
            WeightDecay = run.Get(_decay),
            GradientClipNorm = clip == 0 ? null : clip,
            Loss = run.Get(_loss),
            Seed = run.Get(_seed),
            LocksImageTower = run.Get(_lockImage),
            CropMinScale = run.Get(_crop),
            Mirrors = run.Get(_mirror),
            LabelTemplate = run.Get(_template),
            SparesSameLabel = run.Get(_spare),
            CheckpointInterval = run.Get(_checkpoint),
            Note = run.Get(_note),
        };
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken) =>
        !file.Exists ? throw new MisuseException($"--architecture names {file.FullName}, which is not there: name a JSON file.")
        : file.Length > LargestArchitecture ? throw new MisuseException($"--architecture names {file.FullName}, which is larger than 1 MiB: name a model's configuration, not its weights.")
        : await File.ReadAllTextAsync(file.FullName, cancellationToken);

    private static Option<double> Number(string name, string description, double usual) =>
        new(name) { Description = description, HelpName = "number", DefaultValueFactory = _ => usual };
}
