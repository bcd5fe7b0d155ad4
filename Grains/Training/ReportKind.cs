namespace ClipGrid.Grains.Training;

/// <summary>What a run reports.</summary>
internal enum ReportKind
{
    /// <summary>A checkpoint is stored.</summary>
    Checkpoint,

    /// <summary>It has paused, as it was told.</summary>
    Paused,

    /// <summary>It has paused because the blob store does not answer.</summary>
    StoreAway,

    /// <summary>It has trained and published.</summary>
    Completed,

    /// <summary>It cannot go on.</summary>
    Failed,

    /// <summary>The loss is no number, or runs away.</summary>
    Diverged,

    /// <summary>Its silo ends, and what it did is stored.</summary>
    HandedOver,
}
