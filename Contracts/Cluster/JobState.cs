namespace ClipGrid.Contracts.Cluster;

/// <summary>How far a long piece of work is.</summary>
public enum JobState
{
    /// <summary>It works, or will again after a restart.</summary>
    Running = 0,

    /// <summary>It has done everything.</summary>
    Completed = 1,

    /// <summary>It could not; its message says why.</summary>
    Failed = 2,

    /// <summary>It was cancelled.</summary>
    Cancelled = 3,
}
