namespace ClipGrid.Model.Training;

/// <summary>How much of a tower is trained.</summary>
public sealed record TowerTraining
{
    /// <summary>The whole tower.</summary>
    public static TowerTraining Full { get; } = new();

    /// <summary>Nothing of it: the tower stays as it was loaded (Zhai et al. 2022, LiT).</summary>
    public static TowerTraining Locked { get; } = new() { UnlockedLayerCount = 0 };

    /// <summary>
    /// Layers that are trained, counted from the output: 0 locks the tower, 1 trains projection and last norm, each further one
    /// a block (ResNet: a stage), the last of all the embeddings (ResNet: the stem). Null trains everything.
    /// </summary>
    public int? UnlockedLayerCount { get; init; }

    /// <summary>Factor on the rate from each layer to the one below it, in (0, 1]; 1 trains all at the same rate.</summary>
    public double LayerRateDecay { get; init; } = 1;
}
