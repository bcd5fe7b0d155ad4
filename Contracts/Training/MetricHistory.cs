using System.Collections.Immutable;

namespace ClipGrid.Contracts.Training;

/// <summary>Curves of any length in few numbers: neighbouring steps share a bucket, which keeps their extremes.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.MetricHistory")]
public sealed record MetricHistory
{
    /// <summary>The first step of each bucket, ascending.</summary>
    [Id(0)]
    public required ImmutableArray<long> Steps { get; init; }

    /// <summary>Samples seen at each bucket's first step.</summary>
    [Id(1)]
    public required ImmutableArray<long> SampleCounts { get; init; }

    /// <summary>When each bucket's first step ended.</summary>
    [Id(2)]
    public required ImmutableArray<DateTimeOffset> Times { get; init; }

    /// <summary>The last step that is covered, or 0: where a live tail goes on.</summary>
    [Id(3)]
    public required long LastStep { get; init; }

    /// <summary>The curves, in the order in which they were asked for.</summary>
    [Id(4)]
    public required ImmutableArray<SeriesHistory> Series { get; init; }
}
