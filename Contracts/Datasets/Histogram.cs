using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>How often whole numbers lie in which ranges.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.Histogram")]
public sealed record Histogram
{
    /// <summary>Ascending, one more than there are counts: count i is of the numbers from bound i to below bound i + 1. Empty where there are no numbers.</summary>
    [Id(0)]
    public required ImmutableArray<long> Bounds { get; init; }

    /// <summary>How many numbers lie in each range; the first and the last are not 0.</summary>
    [Id(1)]
    public required ImmutableArray<long> Counts { get; init; }

    /// <summary>The least number, or 0 where there are none.</summary>
    [Id(2)]
    public required long Min { get; init; }

    /// <summary>The greatest number, or 0 where there are none.</summary>
    [Id(3)]
    public required long Max { get; init; }

    /// <summary>Sum of all numbers.</summary>
    [Id(4)]
    public required long Sum { get; init; }

    /// <summary>How many numbers there are.</summary>
    public long TotalCount => Counts.Sum();

    /// <summary>Their mean, or 0 where there are none.</summary>
    public double Mean => TotalCount is > 0 and long count ? (double)Sum / count : 0;
}
