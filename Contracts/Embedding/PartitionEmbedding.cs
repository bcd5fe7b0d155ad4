using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Embedding;

/// <summary>How far the embeddings of a partition under a model are.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartitionEmbedding")]
public sealed record PartitionEmbedding
{
    /// <summary>Null: nobody has started. Otherwise how far it is.</summary>
    [Id(0)]
    public JobState? State { get; init; }

    /// <summary>Items whose vectors are stored durably.</summary>
    [Id(1)]
    public required int DoneCount { get; init; }

    /// <summary>All its items.</summary>
    [Id(2)]
    public required int TotalCount { get; init; }

    /// <summary>Why it failed, or null.</summary>
    [Id(3)]
    public string? Message { get; init; }

    /// <summary>What kind of thing went wrong where it failed, or null.</summary>
    [Id(4)]
    public GridProblem? Problem { get; init; }
}
