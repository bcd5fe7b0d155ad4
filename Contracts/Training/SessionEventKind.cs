namespace ClipGrid.Contracts.Training;

/// <summary>What happened to a session.</summary>
public enum SessionEventKind
{
    /// <summary>A line of its log.</summary>
    Log = 0,

    /// <summary>It was started, or another session's checkpoint was taken up.</summary>
    Started = 1,

    /// <summary>It was given a device of a silo.</summary>
    Placed = 2,

    /// <summary>It was paused.</summary>
    Paused = 3,

    /// <summary>It was resumed.</summary>
    Resumed = 4,

    /// <summary>Its silo went away, and it goes on from its newest checkpoint.</summary>
    Moved = 5,

    /// <summary>The learning rate was changed.</summary>
    RateChanged = 6,

    /// <summary>It was evaluated; the event has the values.</summary>
    Evaluated = 7,

    /// <summary>It went back to a checkpoint because the loss was no number or ran away.</summary>
    RolledBack = 8,

    /// <summary>Something was not as it should be, and the session goes on.</summary>
    Warning = 9,

    /// <summary>It completed, failed or was cancelled.</summary>
    Ended = 10,
}
