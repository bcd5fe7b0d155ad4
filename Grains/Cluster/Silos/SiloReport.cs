namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>What a silo says of itself; the members are those of <see cref="Contracts.Cluster.SiloInfo"/>.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SiloReport")]
internal sealed record SiloReport
{
    /// <summary>The release that it runs.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>What it is there for.</summary>
    [Id(1)]
    public required string Role { get; init; }

    /// <summary>When it started.</summary>
    [Id(2)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Memory of its process in bytes.</summary>
    [Id(3)]
    public required long ResidentBytes { get; init; }

    /// <summary>Memory of its machine in bytes.</summary>
    [Id(4)]
    public required long MachineBytes { get; init; }

    /// <summary>Processors that it may use.</summary>
    [Id(5)]
    public required int ProcessorCount { get; init; }

    /// <summary>The share of them that was in use lately, or null.</summary>
    [Id(6)]
    public double? ProcessorShare { get; init; }

    /// <summary>Its torch in a line, or null.</summary>
    [Id(7)]
    public string? Torch { get; init; }

    /// <summary>Grains that were used lately.</summary>
    [Id(8)]
    public required int ActivationCount { get; init; }

    /// <summary>Partitions of data sets in its memory.</summary>
    [Id(9)]
    public int PartitionCount { get; init; }
}
