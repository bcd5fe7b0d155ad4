using System.Collections.Immutable;

namespace ClipGrid.Contracts.Training;

/// <summary>One curve, bucket by bucket; a bucket without a number has NaN.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SeriesHistory")]
public sealed record SeriesHistory
{
    /// <summary>Which curve.</summary>
    [Id(0)]
    public required MetricSeries Series { get; init; }

    /// <summary>The least value of each bucket.</summary>
    [Id(1)]
    public required ImmutableArray<double> Minima { get; init; }

    /// <summary>The greatest value of each bucket.</summary>
    [Id(2)]
    public required ImmutableArray<double> Maxima { get; init; }

    /// <summary>The mean of each bucket.</summary>
    [Id(3)]
    public required ImmutableArray<double> Means { get; init; }
}
