namespace ClipGrid.Contracts.Training;

/// <summary>Where a session is in its life.</summary>
public enum SessionState
{
    /// <summary>It waits for a device.</summary>
    Queued = 0,

    /// <summary>It gets its data, vocabulary and network ready.</summary>
    Preparing = 1,

    /// <summary>It trains.</summary>
    Running = 2,

    /// <summary>It ends its step and writes a checkpoint.</summary>
    Pausing = 3,

    /// <summary>It waits to be resumed.</summary>
    Paused = 4,

    /// <summary>It has trained all steps and published its model.</summary>
    Completed = 5,

    /// <summary>It could not go on; its message says why.</summary>
    Failed = 6,

    /// <summary>It was cancelled.</summary>
    Cancelled = 7,

    /// <summary>It was given a device, and the device's silo takes it up.</summary>
    Placing = 8,

    /// <summary>It is judged on items that it does not train on; training waits.</summary>
    Evaluating = 9,
}
