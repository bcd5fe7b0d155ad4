namespace ClipGrid.Grains.Training;

/// <summary>What a session can be told.</summary>
internal enum SessionCommand
{
    /// <summary>To write a checkpoint and wait.</summary>
    Pause,

    /// <summary>To go on.</summary>
    Resume,

    /// <summary>To end for good.</summary>
    Cancel,

    /// <summary>To end its training here and publish.</summary>
    Stop,

    /// <summary>To train at another rate.</summary>
    ChangeRate,

    /// <summary>To be evaluated now.</summary>
    Evaluate,
}
