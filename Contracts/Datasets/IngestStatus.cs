using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>How far an ingest is.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.IngestStatus")]
public sealed record IngestStatus
{
    /// <summary>The ingest.</summary>
    [Id(0)]
    public required OperationId Operation { get; init; }

    /// <summary>The data set.</summary>
    [Id(1)]
    public required DatasetName Dataset { get; init; }

    /// <summary>The version that it makes, from 1; readable once the ingest is completed.</summary>
    [Id(2)]
    public required int Version { get; init; }

    /// <summary>How far it is.</summary>
    [Id(3)]
    public required JobState State { get; init; }

    /// <summary>Items taken in, this run and those before it.</summary>
    [Id(4)]
    public long ItemCount { get; init; }

    /// <summary>Samples refused.</summary>
    [Id(5)]
    public long RefusedCount { get; init; }

    /// <summary>Samples skipped because the data set has the same content under the same key.</summary>
    [Id(6)]
    public long UnchangedCount { get; init; }

    /// <summary>Samples in the source, if that can be known beforehand.</summary>
    [Id(7)]
    public long? TotalCount { get; init; }

    /// <summary>Bytes of pictures taken in.</summary>
    [Id(8)]
    public long ByteCount { get; init; }

    /// <summary>Partitions written durably.</summary>
    [Id(9)]
    public int PartitionCount { get; init; }

    /// <summary>Why it failed, or, while it runs, what it waits for; otherwise null.</summary>
    [Id(10)]
    public string? Message { get; init; }

    /// <summary>What kind of thing went wrong where it failed, or null, also where that is long ago.</summary>
    [Id(11)]
    public GridProblem? Problem { get; init; }
}
