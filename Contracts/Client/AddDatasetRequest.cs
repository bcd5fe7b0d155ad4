using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>Pictures that become the next version of a data set; the set is made if there is none.</summary>
public sealed record AddDatasetRequest
{
    /// <summary>The data set.</summary>
    public required DatasetName Name { get; init; }

    /// <summary>
    /// Where the pictures are: one folder (all of it is taken), one table in CSV, TSV or JSONL (its folder goes along, since its rows name
    /// files in it), or files such as tar shards. From a silo's disk: exactly one path.
    /// </summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>How they lie.</summary>
    public DatasetFormat Format { get; init; }

    /// <summary>How they become partitions.</summary>
    public IngestOptions Options { get; init; } = new();

    /// <summary>Names this ingest: asking again with the same id and request does not add twice.</summary>
    public OperationId Operation { get; init; } = OperationId.New();
}
