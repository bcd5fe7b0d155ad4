namespace ClipGrid.Dashboard.Training;

/// <summary>What a session can be told.</summary>
internal enum SteeringCommand
{
    /// <summary>To end its step, write a checkpoint, and wait.</summary>
    Pause,

    /// <summary>To go on.</summary>
    Resume,

    /// <summary>To be judged now.</summary>
    Evaluate,

    /// <summary>To learn faster or slower.</summary>
    Rate,

    /// <summary>To end here as if this were its last step.</summary>
    Stop,

    /// <summary>To end for good without a model.</summary>
    Cancel,
}
