namespace ClipGrid.Contracts.Cluster;

/// <summary>An entry of a silo's log.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.LogEntry")]
public sealed record LogEntry
{
    /// <summary>Its number since the silo's start, from 1.</summary>
    [Id(0)]
    public required long Number { get; init; }

    /// <summary>When, by the silo's clock.</summary>
    [Id(1)]
    public required DateTimeOffset Time { get; init; }

    /// <summary>How much it matters.</summary>
    [Id(2)]
    public required LogEntryLevel Level { get; init; }

    /// <summary>Who says it: the name of a type.</summary>
    [Id(3)]
    public required string Category { get; init; }

    /// <summary>What is said, in one line: control characters are escaped, what is too long is cut.</summary>
    [Id(4)]
    public required string Message { get; init; }

    /// <summary>The exception with its stack in lines, cut where it is too long; or null.</summary>
    [Id(5)]
    public string? Exception { get; init; }
}
