using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>The embeddings of a data set version under a model.</summary>
internal sealed record EmbeddingSetAnswer
{
    /// <summary>data set/version/model@digest.</summary>
    public required string Id { get; init; }

    /// <summary>The data set version.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model version.</summary>
    public required string Model { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>Items with durable vectors.</summary>
    public required long DoneCount { get; init; }

    /// <summary>All items.</summary>
    public required long TotalCount { get; init; }

    /// <summary>Items that the last job has embedded itself.</summary>
    public required long EmbeddedCount { get; init; }

    /// <summary>Partitions that are done.</summary>
    public required int DonePartitionCount { get; init; }

    /// <summary>All partitions.</summary>
    public required int PartitionCount { get; init; }

    /// <summary>Why it failed, or, while it runs, what it waits for, or what is to be known of its end; otherwise null.</summary>
    public string? Message { get; init; }

    /// <summary>Of the SDK's status.</summary>
    public static EmbeddingSetAnswer Of(EmbeddingSetId id, EmbeddingStatus status) => new()
    {
        Id = id.ToString(),
        Dataset = status.Dataset.ToString(),
        Model = status.Model.ToString(),
        State = status.State,
        DoneCount = status.DoneCount,
        TotalCount = status.TotalCount,
        EmbeddedCount = status.EmbeddedCount,
        DonePartitionCount = status.DonePartitionCount,
        PartitionCount = status.PartitionCount,
        Message = status.Message,
    };
}
