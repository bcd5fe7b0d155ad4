namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>What there is to say of a checkpoint.</summary>
internal enum CheckpointNewsKind
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>It could not be stored; the training goes on to the next one.</summary>
    Refused,

    /// <summary>The blob store does not answer; it is tried again.</summary>
    Waiting,

    /// <summary>It is still being stored when the next one is due, and the training waits.</summary>
    Late,
}
