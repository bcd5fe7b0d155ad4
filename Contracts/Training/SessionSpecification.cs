using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Contracts.Training;

/// <summary>What a session trains, on what and how. With the data set version it decides the result, bit for bit on a CPU.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionSpecification")]
public sealed record SessionSpecification
{
    /// <summary>The data; a version is fixed when the session starts.</summary>
    [Id(0)]
    public required DatasetRef Dataset { get; init; }

    /// <summary>Which of its items, or null for all.</summary>
    [Id(1)]
    public ItemFilter? Filter { get; init; }

    /// <summary>The model whose next version the result is.</summary>
    [Id(2)]
    public required ModelName Publish { get; init; }

    /// <summary>The version to start from; null to start from nothing.</summary>
    [Id(3)]
    public ModelRef? Base { get; init; }

    /// <summary>From nothing: the name of a preset (ViT-B/32, TinyRN@64, …). Not together with <see cref="Base"/>.</summary>
    [Id(4)]
    public string? Preset { get; init; }

    /// <summary>From nothing: the architecture as open_clip's model configuration in JSON, instead of a preset.</summary>
    [Id(5)]
    public string? Architecture { get; init; }

    /// <summary>From nothing: size of the vocabulary that is learned from the captions, 514 to 100,000.</summary>
    [Id(6)]
    public int VocabSize { get; init; } = 4096;

    /// <summary>Steps of the training, 1 to 10,000,000.</summary>
    [Id(7)]
    public required long StepCount { get; init; }

    /// <summary>Pairs in a step, 2 to the number of items.</summary>
    [Id(8)]
    public required int BatchSize { get; init; }

    /// <summary>Pairs computed at once, or null for all of the batch; the result is that of the whole batch.</summary>
    [Id(9)]
    public int? MicroBatchSize { get; init; }

    /// <summary>Highest learning rate, above 0 to 1.</summary>
    [Id(10)]
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Steps over which the rate rises from 0; null for a tenth of the steps, 2,000 at most. Then half a cosine down to 0.</summary>
    [Id(11)]
    public long? WarmupStepCount { get; init; }

    /// <summary>AdamW's weight decay, 0 to 10.</summary>
    [Id(12)]
    public double WeightDecay { get; init; } = 0.2;

    /// <summary>Longest gradient, above 0, or null for no clipping.</summary>
    [Id(13)]
    public double? GradientClipNorm { get; init; } = 1;

    /// <summary>The loss.</summary>
    [Id(14)]
    public TrainingLoss Loss { get; init; }

    /// <summary>Seed of weights, order, crops and captions.</summary>
    [Id(15)]
    public ulong Seed { get; init; } = 1;

    /// <summary>Leaves the image tower as it is (Zhai et al. 2022).</summary>
    [Id(16)]
    public bool LocksImageTower { get; init; }

    /// <summary>Smallest share of a picture that a random crop shows, above 0 to 1; 1 crops nothing.</summary>
    [Id(17)]
    public double CropMinScale { get; init; } = 0.9;

    /// <summary>Mirrors half of the pictures; wrong where captions know left and right.</summary>
    [Id(18)]
    public bool Mirrors { get; init; }

    /// <summary>Text for an item that has a label and no caption, with a place {} for the label.</summary>
    [Id(19)]
    public string LabelTemplate { get; init; } = "a photo of a {}";

    /// <summary>Items of one label do not count as each other's negatives.</summary>
    [Id(20)]
    public bool SparesSameLabel { get; init; }

    /// <summary>Steps between two checkpoints, 1 or more.</summary>
    [Id(21)]
    public long CheckpointInterval { get; init; } = 200;

    /// <summary>A note for people, at most 1,000 characters.</summary>
    [Id(22)]
    public string? Note { get; init; }

    /// <summary>What it teaches.</summary>
    [Id(23)]
    public TrainingTask Task { get; init; }

    /// <summary>How labels are learned; for <see cref="TrainingTask.Classification"/> only, null for its defaults.</summary>
    [Id(24)]
    public ClassificationOptions? Classification { get; init; }

    /// <summary>Low-rank updates in place of full ones, or null.</summary>
    [Id(25)]
    public LoraOptions? Lora { get; init; }

    /// <summary>Leaves the text tower as it is.</summary>
    [Id(26)]
    public bool LocksTextTower { get; init; }

    /// <summary>Factor on the rate from each layer to the one below it, above 0 to 1; 1 trains all layers at one rate.</summary>
    [Id(27)]
    public double LayerRateDecay { get; init; } = 1;

    /// <summary>How it is judged while it trains, or null for no evaluation.</summary>
    [Id(28)]
    public EvaluationOptions? Evaluation { get; init; }

    /// <summary>Longest time between two checkpoints in seconds, 1 or more, besides <see cref="CheckpointInterval"/>; or null.</summary>
    [Id(29)]
    public double? CheckpointSeconds { get; init; }

    /// <summary>Newest checkpoints that are kept, 1 to 100, besides the best and those that are pinned.</summary>
    [Id(30)]
    public int KeptCheckpointCount { get; init; } = 2;

    /// <summary>Times that it may go back to a checkpoint with half the rate where the loss is no number or runs away, 0 to 10.</summary>
    [Id(31)]
    public int RollbackLimit { get; init; } = 3;

    /// <summary>Place in the queue, -100 to 100; higher comes first, then who came first.</summary>
    [Id(32)]
    public int Priority { get; init; }

    /// <summary>The kind of device that it needs, or null for any.</summary>
    [Id(33)]
    public DeviceKind? Device { get; init; }

    /// <summary>
    /// A checkpoint of another session to go on from with its weights, its optimiser and its step: the network is that session's, so
    /// <see cref="Base"/>, <see cref="Preset"/> and <see cref="Architecture"/> are as there; all else may differ. With as many steps as the checkpoint has done it
    /// trains nothing and publishes the checkpoint as it is.
    /// </summary>
    [Id(34)]
    public CheckpointRef? ForkOf { get; init; }

    /// <summary>Words to find it by, at most 20 of at most 50 characters.</summary>
    [Id(35)]
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>
    /// Devices that share each batch, 1 to 64, at most one for each pair; of pairs only, and not of a ResNet in training. The loss stays that of the whole
    /// batch. The session begins on one device and takes others as they become free; who computes a part changes no bit, the number of
    /// parts changes the last ones.
    /// </summary>
    [Id(36)]
    public int DeviceCount { get; init; } = 1;
}
