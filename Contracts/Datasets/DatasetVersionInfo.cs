using System.Collections.Immutable;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>An immutable version of a data set.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DatasetVersionInfo")]
public sealed record DatasetVersionInfo
{
    /// <summary>The data set.</summary>
    [Id(0)]
    public required DatasetName Dataset { get; init; }

    /// <summary>Its number, from 1.</summary>
    [Id(1)]
    public required int Version { get; init; }

    /// <summary>The ingest that made it.</summary>
    [Id(2)]
    public required OperationId Operation { get; init; }

    /// <summary>Where its new items came from.</summary>
    [Id(3)]
    public required string Source { get; init; }

    /// <summary>When it was completed.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>All its partitions, those of earlier versions included.</summary>
    [Id(5)]
    public required ImmutableArray<PartitionInfo> Partitions { get; init; }

    /// <summary>Its items when it was made: those that it added and those of earlier versions that it kept.</summary>
    [Id(6)]
    public required long ItemCount { get; init; }

    /// <summary>Items that it added.</summary>
    [Id(7)]
    public required long AddedCount { get; init; }

    /// <summary>Samples that its ingest refused.</summary>
    [Id(8)]
    public required long RefusedCount { get; init; }

    /// <summary>SHA-256 over its partitions' digests in order: the same digest is the same data.</summary>
    [Id(9)]
    public required string Digest { get; init; }

    /// <summary>Labels with the number of added and kept items, in ordinal order; at most 10,000.</summary>
    [Id(10)]
    public ImmutableSortedDictionary<string, long> LabelCounts { get; init; } = ImmutableSortedDictionary<string, long>.Empty;
}
