using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>A specification while a person fills it in: what is typed, and how it becomes a specification.</summary>
internal sealed class SessionForm
{
    // What the form does not show stays as it was: of a suggestion, a clone's or a fork's origin. So does a text that nobody changed,
    // though the form would write it in another way. Texts may be set to null: that is how fields say that they were cleared.
    private SessionSpecification _origin = new() { Dataset = default, Publish = default, StepCount = 500, BatchSize = 64 };

    [AllowNull]
    public string Dataset { get; set => field = value ?? ""; } = "";

    [AllowNull]
    public string Filter { get; set => field = value ?? ""; } = "";

    [AllowNull]
    public string Publish { get; set => field = value ?? ""; } = "";

    [AllowNull]
    public string Base { get; set => field = value ?? ""; } = "";

    [AllowNull]
    public string Preset { get; set => field = value ?? ""; } = "";

    [AllowNull]
    public string Architecture { get; set => field = value ?? ""; } = "";

    public int VocabSize { get; set; }

    public TrainingTask Task { get; set; }

    public ClassificationMethod Method { get; set; }

    public TrainingLoss Loss { get; set; }

    public long StepCount { get; set; }

    public int BatchSize { get; set; }

    public int? MicroBatchSize { get; set; }

    public double LearningRate { get; set; }

    public long? WarmupStepCount { get; set; }

    public double WeightDecay { get; set; }

    public bool LocksImageTower { get; set; }

    public bool LocksTextTower { get; set; }

    public int LoraRank { get; set; }

    public double CropMinScale { get; set; }

    public bool Mirrors { get; set; }

    public ulong Seed { get; set; }

    public bool Evaluates { get; set; }

    [AllowNull]
    public string EvaluationDataset { get; set => field = value ?? ""; } = "";

    public double HeldOutShare { get; set; }

    public long EvaluationInterval { get; set; }

    [AllowNull]
    public string Metric { get; set => field = value ?? ""; } = "";

    public int? Patience { get; set; }

    public long CheckpointInterval { get; set; }

    public int KeptCheckpointCount { get; set; }

    public int Priority { get; set; }

    /// <summary>Devices that share each batch of pairs.</summary>
    public int DeviceCount { get; set; } = 1;

    public DeviceKind? Device { get; set; }

    [AllowNull]
    public string Tags { get; set => field = value ?? ""; } = "";

    [AllowNull]
    public string Note { get; set => field = value ?? ""; } = "";

    /// <summary>Whether it goes on from another session's checkpoint, whose network and data it has.</summary>
    public CheckpointRef? ForkOf => _origin.ForkOf;

    /// <summary>Makes an empty form.</summary>
    public SessionForm() => Take(_origin);

    /// <summary>Fills it in.</summary>
    public void Take(SessionSpecification specification)
    {
        _origin = specification;
        Dataset = specification.Dataset == default ? Dataset : specification.Dataset.ToString();
        Filter = specification.Filter is { } filter ? FilterText.Format(filter) : "";
        Publish = specification.Publish == default ? Publish : specification.Publish.Value;
        (Base, Preset, Architecture) = (specification.Base?.ToString() ?? "", specification.Preset ?? "", specification.Architecture ?? "");
        (VocabSize, Task, Loss) = (specification.VocabSize, specification.Task, specification.Loss);
        Method = specification.Classification?.Method ?? ClassificationMethod.LinearProbe;
        (StepCount, BatchSize, MicroBatchSize) = (specification.StepCount, specification.BatchSize, specification.MicroBatchSize);
        (LearningRate, WarmupStepCount, WeightDecay) = (specification.LearningRate, specification.WarmupStepCount, specification.WeightDecay);
        (LocksImageTower, LocksTextTower, LoraRank) = (specification.LocksImageTower, specification.LocksTextTower, specification.Lora?.Rank ?? 0);
        (CropMinScale, Mirrors, Seed) = (specification.CropMinScale, specification.Mirrors, specification.Seed);
        EvaluationOptions judged = specification.Evaluation ?? new EvaluationOptions();
        Evaluates = specification.Evaluation is not null;
        (EvaluationDataset, HeldOutShare, EvaluationInterval) = (judged.Dataset?.ToString() ?? "", judged.HeldOutShare, judged.Interval);
        (Metric, Patience) = (judged.Metric ?? "", judged.Patience);
        (CheckpointInterval, KeptCheckpointCount) = (specification.CheckpointInterval, specification.KeptCheckpointCount);
        (Priority, Device, DeviceCount) = (specification.Priority, specification.Device, specification.DeviceCount);
        (Tags, Note) = (Joined(specification.Tags), specification.Note ?? "");
    }

    /// <summary>The specification that was filled in.</summary>
    /// <exception cref="GridException">Invalid: a name, the filter; the sentence says which and how to write it.</exception>
    public SessionSpecification ToSpecification() => _origin with
    {
        Dataset = DatasetRef.Parse(Dataset.Trim()),
        Filter = Text(Filter) is not { } filter ? null : _origin.Filter is { } kept && filter == FilterText.Format(kept) ? kept : FilterText.Parse(filter),
        Publish = ModelName.Parse(Publish.Trim()),
        Base = Text(Base) is { } model ? ModelRef.Parse(model) : null,
        // A model fixes the network, and a preset is one: what is hidden then must not be in the way.
        Preset = Text(Base) is null ? Text(Preset) : null,
        Architecture = Text(Base) is null && Text(Preset) is null ? Text(Architecture) : null,
        VocabSize = VocabSize,
        Task = Task,
        Classification = Task == TrainingTask.Classification ? Classification() : null,
        Loss = Task == TrainingTask.Classification ? TrainingLoss.Contrastive : Loss,
        SparesSameLabel = Task != TrainingTask.Classification && _origin.SparesSameLabel,
        StepCount = StepCount,
        BatchSize = BatchSize,
        MicroBatchSize = MicroBatchSize,
        LearningRate = LearningRate,
        WarmupStepCount = WarmupStepCount,
        WeightDecay = WeightDecay,
        LocksImageTower = LocksImageTower,
        LocksTextTower = LocksTextTower,
        Lora = LoraRank > 0 ? (_origin.Lora ?? new LoraOptions()) with { Rank = LoraRank } : null,
        CropMinScale = CropMinScale,
        Mirrors = Mirrors,
        Seed = Seed,
        Evaluation = Evaluates ? Evaluation() : null,
        CheckpointInterval = CheckpointInterval,
        KeptCheckpointCount = KeptCheckpointCount,
        Priority = Priority,
        DeviceCount = DeviceCount,
        Device = Device,
        Tags = Tags == Joined(_origin.Tags) ? _origin.Tags : [.. Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Note = Note == _origin.Note ? Note : Text(Note),
    };

    private ClassificationOptions? Classification() =>
        Method == (_origin.Classification?.Method ?? ClassificationMethod.LinearProbe) ? _origin.Classification : (_origin.Classification ?? new ClassificationOptions()) with { Method = Method };

    private EvaluationOptions Evaluation() => (_origin.Evaluation ?? new EvaluationOptions()) with
    {
        Dataset = Text(EvaluationDataset) is { } dataset ? DatasetRef.Parse(dataset) : null,
        HeldOutShare = HeldOutShare,
        Interval = EvaluationInterval,
        Metric = Text(Metric),
        Patience = Patience,
    };

    private static string Joined(ImmutableArray<string> tags) => string.Join(", ", tags);

    private static string? Text(string typed) => typed.Trim() is { Length: > 0 } text ? text : null;
}
