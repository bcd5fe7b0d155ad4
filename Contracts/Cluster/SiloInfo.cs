namespace ClipGrid.Contracts.Cluster;

/// <summary>A silo: what the grid knows of it, and what it says of itself, which is missing where it does not answer.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SiloInfo")]
public sealed record SiloInfo
{
    /// <summary>Its name, as <c>127.0.0.1:11111@1</c>; another one after each start.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Where other silos reach it, as <c>127.0.0.1:11111</c>.</summary>
    [Id(1)]
    public required string Address { get; init; }

    /// <summary>How it takes part.</summary>
    [Id(2)]
    public required SiloState State { get; init; }

    /// <summary>Why what follows is missing, with what to do; null where it is not.</summary>
    [Id(3)]
    public string? Missing { get; init; }

    /// <summary>The release of ClipGrid that it runs, for example 0.1.0.</summary>
    [Id(4)]
    public string? Version { get; init; }

    /// <summary>What it is there for: all-in-one, trainer or index.</summary>
    [Id(5)]
    public string? Role { get; init; }

    /// <summary>When it started, by its own clock.</summary>
    [Id(6)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Memory that its process has, in bytes.</summary>
    [Id(7)]
    public long? ResidentBytes { get; init; }

    /// <summary>Memory of its machine or of its container's limit, in bytes.</summary>
    [Id(8)]
    public long? MachineBytes { get; init; }

    /// <summary>Processors that it may use.</summary>
    [Id(9)]
    public int? ProcessorCount { get; init; }

    /// <summary>The share of its machine's processors that was in use lately, 0 to 1; null where it is not measured.</summary>
    [Id(10)]
    public double? ProcessorShare { get; init; }

    /// <summary>Its torch in a line, or why it has none; null while it is still being loaded.</summary>
    [Id(11)]
    public string? Torch { get; init; }

    /// <summary>Grains in its memory that were used lately.</summary>
    [Id(12)]
    public int? ActivationCount { get; init; }

    /// <summary>Partitions of data sets in its memory, which is where they answer searches.</summary>
    [Id(13)]
    public int? PartitionCount { get; init; }
}
