using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>A data set with its versions.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DatasetInfo")]
public sealed record DatasetInfo
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required DatasetName Name { get; init; }

    /// <summary>Completed versions, the oldest first.</summary>
    [Id(1)]
    public required ImmutableArray<DatasetVersionInfo> Versions { get; init; }

    /// <summary>The ingests that ran last, running ones included, the newest first; at most 20.</summary>
    [Id(2)]
    public required ImmutableArray<IngestStatus> Ingests { get; init; }

    /// <summary>Items deleted since they were taken in.</summary>
    [Id(3)]
    public required long DeletedCount { get; init; }
}
