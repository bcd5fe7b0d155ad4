using System.Collections.Immutable;

namespace ClipGrid.Contracts.Training;

/// <summary>Which curves, from where to where, and how fine.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.HistoryRequest")]
public sealed record HistoryRequest
{
    /// <summary>The curves, each once; empty for all.</summary>
    [Id(0)]
    public ImmutableArray<MetricSeries> Series { get; init; } = [];

    /// <summary>The first step, from 1.</summary>
    [Id(1)]
    public long FirstStep { get; init; } = 1;

    /// <summary>The last step, or null for the newest.</summary>
    [Id(2)]
    public long? LastStep { get; init; }

    /// <summary>Most buckets, 1 to 2,000; fewer steps than that come one by one.</summary>
    [Id(3)]
    public int BucketCount { get; init; } = 1000;
}
