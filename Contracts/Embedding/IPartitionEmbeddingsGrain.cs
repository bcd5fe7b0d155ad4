using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Embedding;

/// <summary>
/// A partition's embeddings, for each model, and the index over them; the key is its <see cref="PartitionId"/>. The same grain is an
/// <see cref="IPartitionGrain"/>. All methods throw <see cref="GridException"/>.
/// </summary>
[Alias("clipgrid.IPartitionEmbeddingsGrain")]
public interface IPartitionEmbeddingsGrain : IGrainWithStringKey
{
    /// <summary>Starts to embed its items under a model, or goes on; returns at once. Without effect where all is embedded.</summary>
    [Alias("StartEmbedding")]
    Task<PartitionEmbedding> StartEmbeddingAsync(ModelVersionId model, CancellationToken cancellationToken);

    /// <summary>How far the embeddings under a model are.</summary>
    [Alias("GetEmbedding"), AlwaysInterleave]
    Task<PartitionEmbedding> GetEmbeddingAsync(ModelVersionId model, CancellationToken cancellationToken);

    /// <summary>Stops embedding under a model; what is done stays.</summary>
    [Alias("StopEmbedding")]
    Task StopEmbeddingAsync(ModelVersionId model, CancellationToken cancellationToken);

    /// <summary>Its share of a search.</summary>
    /// <exception cref="GridException">WrongModel: it holds no embeddings of that model, or not all yet.</exception>
    [Alias("Search"), AlwaysInterleave]
    Task<PartitionSearchResult> SearchAsync(PartitionSearchRequest request, CancellationToken cancellationToken);

    /// <summary>The embedding of an item's picture: unit length.</summary>
    /// <exception cref="GridException">NotFound, WrongModel.</exception>
    [Alias("GetVector"), AlwaysInterleave]
    Task<ReadOnlyMemory<float>> GetVectorAsync(ModelDigest model, string key, CancellationToken cancellationToken);
}
