namespace ClipGrid.Model.Training;

/// <summary>Everything that fixes a run but its data and its first weights. Equal specifications give equal runs.</summary>
public sealed record TrainingSpecification
{
    /// <summary>Source of every random choice of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the run teaches.</summary>
    public ObjectiveKind Objective { get; init; }

    /// <summary>Number of classes of the head, 2 or more; null for pairs, which have none.</summary>
    public int? ClassCount { get; init; }

    /// <summary>Share of the target that is spread over all classes, in [0, 1); 0 for pairs.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Items per optimiser step; of pairs at least 2: each is the others' negative.</summary>
    public required int BatchSize { get; init; }

    /// <summary>
    /// Items that go through the towers at once, or null for the whole batch. The loss and its gradients stay those of the whole
    /// batch: for pairs (Gao et al. 2021, GradCache) the towers run forward twice, in the memory of one micro-batch; of labels the parts'
    /// gradients are added up. Null for a probe.
    /// </summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>
    /// Parts that each batch of pairs is computed in, 1 to the batch size: as many devices can share a step. The loss stays that of the whole
    /// batch. The number decides in which order gradients are added up, and with it the last bits; which device computes a part does not.
    /// </summary>
    public int PartCount { get; init; } = 1;

    /// <summary>The learning rate of each step, and how many there are.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    /// <summary>AdamW's constants.</summary>
    public AdamWOptions Optimizer { get; init; } = new();

    /// <summary>Longest gradient (2-norm over all parameters) that is applied unshortened, or null for no clipping.</summary>
    public double? GradientClipNorm { get; init; }

    /// <summary>The loss of pairs.</summary>
    public LossKind Loss { get; init; }

    /// <summary>True keeps pairs of one group (captions of one picture) from being each other's negatives.</summary>
    public bool SpareGroups { get; init; }

    /// <summary>What of the image tower is trained.</summary>
    public TowerTraining ImageTower { get; init; } = TowerTraining.Full;

    /// <summary>What of the text tower is trained; with labels it must be <see cref="TowerTraining.Locked"/>, for a probe both towers.</summary>
    public TowerTraining TextTower { get; init; } = TowerTraining.Full;

    /// <summary>
    /// Low-rank updates in place of full ones, or null. With them the weights of both towers stay locked;
    /// <see cref="TowerTraining.LayerRateDecay"/> counts for the updates.
    /// </summary>
    public LoraSpecification? Lora { get; init; }

    /// <summary>Decay per step of the weights' running mean, in (0, 1), or null to keep none.</summary>
    public double? EmaDecay { get; init; }

    /// <summary>The type that the towers compute in.</summary>
    public Precision Precision { get; init; }

    /// <summary>True if none of the image tower's own weights change, so that its batch norms must not either.</summary>
    internal bool LocksImageTower() => Lora is not null || ImageTower.UnlockedLayerCount == 0;
}
