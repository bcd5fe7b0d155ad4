namespace ClipGrid.Contracts.Cluster;

/// <summary>How much an entry of a log matters; the numbers are those of Microsoft.Extensions.Logging.</summary>
public enum LogEntryLevel
{
    /// <summary>What happens.</summary>
    Information = 2,

    /// <summary>Something that may need a look.</summary>
    Warning = 3,

    /// <summary>Something failed.</summary>
    Error = 4,

    /// <summary>The silo itself is in danger.</summary>
    Critical = 5,
}
