using System.Text.Json.Serialization;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Embedding;

/// <summary>How far the embeddings of a data set version under a model are.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.EmbeddingStatus")]
public sealed record EmbeddingStatus
{
    /// <summary>The data set version.</summary>
    [Id(0)]
    public required DatasetRef Dataset { get; init; }

    /// <summary>The model.</summary>
    [Id(1)]
    public required ModelVersionId Model { get; init; }

    /// <summary>How far it is.</summary>
    [Id(2)]
    public required JobState State { get; init; }

    /// <summary>Items with durable vectors.</summary>
    [Id(3)]
    public required long DoneCount { get; init; }

    /// <summary>All items.</summary>
    [Id(4)]
    public required long TotalCount { get; init; }

    /// <summary>Items that this job has embedded itself: new or changed ones only.</summary>
    [Id(5)]
    public required long EmbeddedCount { get; init; }

    /// <summary>Partitions that are done.</summary>
    [Id(6)]
    public required int DonePartitionCount { get; init; }

    /// <summary>All partitions.</summary>
    [Id(7)]
    public required int PartitionCount { get; init; }

    /// <summary>Why it failed, or, while it runs, what it waits for, or what is to be known of its end; otherwise null.</summary>
    [Id(8)]
    public string? Message { get; init; }

    /// <summary>What kind of thing went wrong where it failed, or null, also where that is long ago.</summary>
    // Not stored in a grain's state, which builds that do not know it would not read any more.
    [Id(9), JsonIgnore]
    public GridProblem? Problem { get; init; }
}
