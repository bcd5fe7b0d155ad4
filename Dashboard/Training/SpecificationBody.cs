using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>What a session trains, on what and how. Only dataset, publish, stepCount and batchSize are needed, and base, preset or architecture.</summary>
internal sealed record SpecificationBody
{
    // What is left away is as in the SDK.
    private static readonly SessionSpecification Usual = new() { Dataset = default, Publish = default, StepCount = 1, BatchSize = 2 };

    /// <summary>The data: emoji (its latest version, fixed at the start) or emoji@2.</summary>
    public required string Dataset { get; init; }

    /// <summary>Which of its items, as text: label = cat and not (year &lt; 2000).</summary>
    public string? Filter { get; init; }

    /// <summary>The model whose next version the result is.</summary>
    public required string Publish { get; init; }

    /// <summary>The version to start from: demo, demo@alias, demo@digest; none to start from nothing.</summary>
    public string? Base { get; init; }

    /// <summary>From nothing: the name of a preset, such as ViT-B/32 or TinyRN@64.</summary>
    public string? Preset { get; init; }

    /// <summary>From nothing: the architecture as open_clip's model configuration, JSON in a text.</summary>
    public string? Architecture { get; init; }

    /// <summary>From nothing: size of the vocabulary that is learned, 514 to 100,000.</summary>
    public int VocabSize { get; init; } = Usual.VocabSize;

    /// <summary>Steps of the training, 1 to 10,000,000.</summary>
    public required long StepCount { get; init; }

    /// <summary>Pairs in a step, 2 to the number of items.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Pairs computed at once; all of the batch if left away.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>Devices that share each batch of pairs, 1 to 64.</summary>
    public int DeviceCount { get; init; } = Usual.DeviceCount;

    /// <summary>Highest learning rate, above 0 to 1.</summary>
    public double LearningRate { get; init; } = Usual.LearningRate;

    /// <summary>Steps over which the rate rises from 0; a tenth of the steps if left away.</summary>
    public long? WarmupStepCount { get; init; }

    /// <summary>AdamW's weight decay, 0 to 10.</summary>
    public double WeightDecay { get; init; } = Usual.WeightDecay;

    /// <summary>Longest gradient, above 0, or null for no clipping.</summary>
    public double? GradientClipNorm { get; init; } = Usual.GradientClipNorm;

    /// <summary>The loss.</summary>
    public TrainingLoss Loss { get; init; }

    /// <summary>Seed of weights, order, crops and captions.</summary>
    public ulong Seed { get; init; } = Usual.Seed;

    /// <summary>Leaves the image tower as it is.</summary>
    public bool LockImageTower { get; init; }

    /// <summary>Leaves the text tower as it is.</summary>
    public bool LockTextTower { get; init; }

    /// <summary>Smallest share of a picture that a random crop shows, above 0 to 1.</summary>
    public double CropMinScale { get; init; } = Usual.CropMinScale;

    /// <summary>Mirrors half of the pictures.</summary>
    public bool Mirror { get; init; }

    /// <summary>Text for an item that has a label and no caption, with a place {} for the label.</summary>
    public string LabelTemplate { get; init; } = Usual.LabelTemplate;

    /// <summary>Items of one label do not count as each other's negatives.</summary>
    public bool SpareSameLabel { get; init; }

    /// <summary>Steps between two checkpoints.</summary>
    public long CheckpointInterval { get; init; } = Usual.CheckpointInterval;

    /// <summary>Longest time between two checkpoints in seconds, or null.</summary>
    public double? CheckpointSeconds { get; init; }

    /// <summary>Newest checkpoints that are kept, 1 to 100.</summary>
    public int KeptCheckpointCount { get; init; } = Usual.KeptCheckpointCount;

    /// <summary>Times that it may go back to a checkpoint where the loss runs away, 0 to 10.</summary>
    public int RollbackLimit { get; init; } = Usual.RollbackLimit;

    /// <summary>Factor on the rate from each layer to the one below it, above 0 to 1.</summary>
    public double LayerRateDecay { get; init; } = Usual.LayerRateDecay;

    /// <summary>What it teaches.</summary>
    public TrainingTask Task { get; init; }

    /// <summary>How labels are learned; for the task classification.</summary>
    public ClassificationBody? Classification { get; init; }

    /// <summary>Low-rank updates in place of full ones.</summary>
    public LoraBody? Lora { get; init; }

    /// <summary>How it is judged while it trains; none for no evaluation.</summary>
    public EvaluationBody? Evaluation { get; init; }

    /// <summary>Place in the queue, -100 to 100; higher comes first.</summary>
    public int Priority { get; init; }

    /// <summary>The kind of device that it needs; any if left away.</summary>
    public DeviceKind? Device { get; init; }

    /// <summary>A checkpoint of another session to go on from.</summary>
    public CheckpointBody? ForkOf { get; init; }

    /// <summary>Words to find it by, at most 20.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A note for people, at most 1,000 characters.</summary>
    public string? Note { get; init; }
}
