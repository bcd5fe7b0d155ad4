using System.Collections.Immutable;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets;

/// <summary>What a data set's grain keeps durably. What a version holds is in its manifest.</summary>
internal sealed record DatasetState
{
    /// <summary>Completed versions, the oldest first: entry i is version i + 1.</summary>
    public ImmutableArray<VersionEntry> Versions { get; init; } = [];

    /// <summary>The ingests that ran last, the newest first.</summary>
    public ImmutableArray<IngestRecord> Ingests { get; init; } = [];

    /// <summary>The deletions of items that were asked for last, the newest first.</summary>
    public ImmutableArray<DeletionRecord> Deletions { get; init; } = [];

    /// <summary>Items deleted.</summary>
    public long DeletedCount { get; init; }

    /// <summary>True from the moment the data set is being deleted until nothing of it is left.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>The ingest of an operation, or null.</summary>
    public IngestRecord? FindIngest(OperationId operation) => Ingests.FirstOrDefault(ingest => ingest.Request.Operation == operation);

    /// <summary>The same state with an ingest replaced by its newer record.</summary>
    public DatasetState With(IngestRecord ingest) =>
        this with { Ingests = [.. Ingests.Select(old => old.Request.Operation == ingest.Request.Operation ? ingest : old)] };
}
