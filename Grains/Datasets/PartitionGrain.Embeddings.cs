using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Embedding.Planes;
using ClipGrid.Grains.Search;
using Microsoft.Extensions.DependencyInjection;

namespace ClipGrid.Grains.Datasets;

/// <content>Its embeddings, for each model.</content>
internal sealed partial class PartitionGrain : IPartitionEmbeddingsGrain, IPartitionSampleGrain
{
    // Models of whose vectors a partition keeps indexes in memory.
    private const int MostModels = 4;

    // What it needs for them is looked up when it is: a silo that only keeps data sets need not have it.
    private readonly Dictionary<ModelDigest, PartitionEmbeddings> _embeddings = [];

    /// <inheritdoc/>
    public Task<PartitionEmbedding> StartEmbeddingAsync(ModelVersionId model, CancellationToken cancellationToken) =>
        Under(model.Digest).StartAsync(model, cancellationToken);

    /// <inheritdoc/>
    public Task<PartitionEmbedding> GetEmbeddingAsync(ModelVersionId model, CancellationToken cancellationToken) =>
        Under(model.Digest).GetAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopEmbeddingAsync(ModelVersionId model, CancellationToken cancellationToken) => Under(model.Digest).StopAsync();

    /// <inheritdoc/>
    public async Task<PartitionSearchResult> SearchAsync(PartitionSearchRequest request, CancellationToken cancellationToken)
    {
        PartitionIndex index = await Under(request.Model).IndexAsync(cancellationToken);
        // What is retired is read now: a delete that was acknowledged before this line is not shown.
        return await index.SearchAsync(request, state.State.Retired, gate, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<float>> GetVectorAsync(ModelDigest model, string key, CancellationToken cancellationToken)
    {
        if (IsRetired(key, 0))
            throw new GridException(GridProblem.NotFound, $"The item \"{key}\" was deleted: list the data set's items for their keys.");
        PartitionIndex index = await Under(model).IndexAsync(cancellationToken);
        return index.VectorOf(key);
    }

    /// <inheritdoc/>
    public async Task<int> CountVectorsAsync(ModelDigest model, int version, CancellationToken cancellationToken)
    {
        PartitionIndex index = await Under(model).IndexAsync(cancellationToken);
        ImmutableSortedDictionary<string, int> retired = state.State.Retired;
        return await gate.RunAsync(() => index.CountVectors(retired, version), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<VectorSample> SampleAsync(ModelDigest model, int version, ImmutableArray<int> places, CancellationToken cancellationToken)
    {
        PartitionIndex index = await Under(model).IndexAsync(cancellationToken);
        ImmutableSortedDictionary<string, int> retired = state.State.Retired;
        return await gate.RunAsync(() => index.Sample(retired, version, places), cancellationToken);
    }

    private bool IsEmbedding => _embeddings.Values.Any(embeddings => embeddings.IsRunning);

    private PartitionEmbeddings Under(ModelDigest model)
    {
        if (_embeddings.TryGetValue(model, out PartitionEmbeddings? known))
            return known;
        if (_embeddings.Count >= MostModels)
            _embeddings.Remove(_embeddings.OrderByDescending(entry => entry.Value.IsIdle).First().Key);
        return _embeddings[model] = new PartitionEmbeddings(
            new VectorSetId(Id, model),
            ServiceProvider.GetRequiredService<VectorStore>(),
            ServiceProvider.GetRequiredService<PartitionEmbedder>(),
            ItemsAsync,
            ServiceProvider.GetService<LoadedIndexes>());
    }
}
