using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Ingest;

namespace ClipGrid.Grains.Datasets;

/// <summary>An ingest as the data set's grain keeps it.</summary>
internal sealed record IngestRecord
{
    /// <summary>What was asked for.</summary>
    public required AddItemsRequest Request { get; init; }

    /// <summary>Digest of the request: another one of the same operation is refused.</summary>
    public required string RequestDigest { get; init; }

    /// <summary>The version that it makes.</summary>
    public required int Version { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>Counts the times that it was started; only the last start may write.</summary>
    public int Run { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Message { get; init; }

    /// <summary>What kind of thing went wrong, or null. Not stored: builds that do not know it would not read the data set any more.</summary>
    [JsonIgnore]
    public GridProblem? Problem { get; init; }

    /// <summary>How far it is durably. Without partitions once it has ended.</summary>
    public IngestCheckpoint Checkpoint { get; init; } = IngestCheckpoint.None;

    /// <summary>Partitions written durably.</summary>
    public int PartitionCount { get; init; }

    /// <summary>True once older partitions are told what the version replaces: from then on it can only be completed.</summary>
    public bool IsSealing { get; init; }

    /// <summary>Keys that were deleted while it ran, in order: its own items with these keys never show.</summary>
    public ImmutableArray<string> DeletedKeys { get; init; } = [];

    /// <summary>True if it has something that it may go on with.</summary>
    [JsonIgnore]
    public bool IsUnfinished => State == JobState.Running || State == JobState.Failed && Checkpoint.SampleCount > 0;

    /// <summary>The same from a later point on.</summary>
    public IngestRecord From(IngestStart start) => this with { Checkpoint = start.Checkpoint, IsSealing = start.IsSealing };

    /// <summary>How far it is, for callers.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="progress">Its counters if it runs here, or null.</param>
    public IngestStatus ToStatus(DatasetName dataset, IngestProgress? progress) => new()
    {
        Operation = Request.Operation,
        Dataset = dataset,
        Version = Version,
        State = State,
        ItemCount = progress?.ItemCount ?? Checkpoint.ItemCount,
        RefusedCount = progress?.RefusedCount ?? Checkpoint.RefusedCount,
        UnchangedCount = progress?.UnchangedCount ?? Checkpoint.UnchangedCount,
        TotalCount = progress?.TotalCount ?? (State == JobState.Completed ? Checkpoint.SampleCount : null),
        ByteCount = progress?.ByteCount ?? Checkpoint.ByteCount,
        PartitionCount = PartitionCount,
        Message = Message ?? progress?.Waits,
        Problem = Problem,
    };
}
