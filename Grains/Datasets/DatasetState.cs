using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Cluster;
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

    /// <summary>The operation that is deleting the data set, until nothing of it is left; otherwise null.</summary>
    public OperationId? DeletingBy { get; init; }

    /// <summary>Operations that have deleted a data set of this name, the newest first: repeated, they do not delete the next one.</summary>
    public ImmutableArray<OperationId> Removals { get; init; } = [];

    /// <summary>Other operations of deleted data sets of this name, the newest first: repeated, they do not bring anything back.</summary>
    public ImmutableArray<OperationId> PastOperations { get; init; } = [];

    /// <summary>True if there is no data set: never was, was deleted, or its only ingests were cancelled.</summary>
    [JsonIgnore]
    public bool IsAbsent => DeletingBy is not null || Versions.IsEmpty && Ingests.All(ingest => ingest.State == JobState.Cancelled);

    /// <summary>What is kept when everything is deleted: the operations, so that a late repetition does no harm.</summary>
    public DatasetState Emptied()
    {
        const int KeptCount = 500;
        return new DatasetState
        {
            Removals = [.. (DeletingBy is { } removal ? Removals.Insert(0, removal) : Removals).Take(KeptCount)],
            PastOperations = [.. Ingests.Select(ingest => ingest.Request.Operation).Concat(Deletions.Select(deletion => deletion.Operation))
                .Concat(Versions.AsEnumerable().Reverse().Select(version => version.Operation)).Concat(PastOperations).Distinct().Take(KeptCount)],
        };
    }

    /// <summary>The ingest of an operation, or null.</summary>
    public IngestRecord? FindIngest(OperationId operation) => Ingests.FirstOrDefault(ingest => ingest.Request.Operation == operation);

    /// <summary>The same state with an ingest replaced by its newer record.</summary>
    public DatasetState With(IngestRecord ingest) =>
        this with { Ingests = [.. Ingests.Select(old => old.Request.Operation == ingest.Request.Operation ? ingest : old)] };
}
