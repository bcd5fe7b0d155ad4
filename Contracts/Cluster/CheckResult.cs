namespace ClipGrid.Contracts.Cluster;

/// <summary>What a check of the grid found.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.CheckResult")]
public sealed record CheckResult
{
    /// <summary>What was checked: torch, device, storage, cluster.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>How it ended.</summary>
    [Id(1)]
    public required CheckStatus Status { get; init; }

    /// <summary>What was found.</summary>
    [Id(2)]
    public required string Message { get; init; }

    /// <summary>What to do, or null.</summary>
    [Id(3)]
    public string? Remedy { get; init; }
}
