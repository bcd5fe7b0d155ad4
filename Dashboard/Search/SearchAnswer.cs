namespace ClipGrid.Dashboard.Search;

/// <summary>What a search found.</summary>
internal sealed record SearchAnswer
{
    /// <summary>The best first.</summary>
    public required IReadOnlyList<HitAnswer> Hits { get; init; }

    /// <summary>The data set version that was searched.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model version that asked.</summary>
    public required string Model { get; init; }

    /// <summary>Vectors that were compared.</summary>
    public required long ComparedCount { get; init; }

    /// <summary>Whether hits may be missing because a partition gave no answer.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>The partitions that gave none.</summary>
    public required IReadOnlyList<MissingPartitionAnswer> Missing { get; init; }

    /// <summary>How long it took in the grid.</summary>
    public required double ElapsedMilliseconds { get; init; }
}
