using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>How far an ingest is durably: from here it goes on after a crash, and makes what it would have made without one.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.IngestCheckpoint")]
internal sealed record IngestCheckpoint
{
    /// <summary>Nothing done yet.</summary>
    public static IngestCheckpoint None { get; } = new();

    /// <summary>Samples of the source that are dealt with.</summary>
    [Id(0)]
    public long SampleCount { get; init; }

    /// <summary>Partitions written, in order.</summary>
    [Id(1)]
    public ImmutableArray<PartitionInfo> Partitions { get; init; } = [];

    /// <summary>Refused samples in each of the blobs that list them.</summary>
    [Id(2)]
    public ImmutableArray<int> RefusedChunks { get; init; } = [];

    /// <summary>Samples refused.</summary>
    [Id(3)]
    public long RefusedCount { get; init; }

    /// <summary>Samples that the data set has already.</summary>
    [Id(4)]
    public long UnchangedCount { get; init; }

    /// <summary>Items taken in.</summary>
    [Id(5)]
    public long ItemCount { get; init; }

    /// <summary>Bytes of their pictures.</summary>
    [Id(6)]
    public long ByteCount { get; init; }
}
