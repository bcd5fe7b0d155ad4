using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Models;
using ClipGrid.Model.Classification;

namespace ClipGrid.Grains.Search;

/// <summary>
/// The rest of the grid by its grains and its store of models. Nothing is cached: what a grain has acknowledged, a delete or a moved alias, holds for the next
/// search.
/// </summary>
internal sealed class GrainSearchGrid(IGrainFactory grains, IModelStore models) : ISearchGrid
{
    /// <inheritdoc/>
    public Task<DatasetVersionInfo> GetVersionAsync(DatasetRef dataset, CancellationToken cancellationToken) =>
        grains.GetGrain<IDatasetGrain>(dataset.Name.Value).GetVersionAsync(dataset.Version, cancellationToken);

    /// <inheritdoc/>
    public Task<ModelVersionInfo> ResolveAsync(ModelRef model, CancellationToken cancellationToken) =>
        grains.GetGrain<IModelGrain>(model.Name.Value).ResolveAsync(model.Selector, cancellationToken);

    /// <inheritdoc/>
    public Task<ClassifierHead?> FindClassifierAsync(ModelVersionId model, CancellationToken cancellationToken) => models.FindClassifierAsync(model, cancellationToken);

    /// <inheritdoc/>
    public Task<ItemInfo> GetItemAsync(DatasetRef dataset, string key, CancellationToken cancellationToken) =>
        grains.GetGrain<IDatasetGrain>(dataset.Name.Value).GetItemAsync(dataset.Version, key, cancellationToken);

    /// <inheritdoc/>
    public Task<FoundItems> FindItemsAsync(PartitionId partition, int version, ImmutableArray<string> keys, CancellationToken cancellationToken) =>
        grains.GetGrain<IPartitionGrain>(partition.ToString()).FindItemsAsync(version, keys, cancellationToken);

    /// <inheritdoc/>
    public Task<PartitionSearchResult> SearchAsync(PartitionId partition, PartitionSearchRequest request, CancellationToken cancellationToken) =>
        grains.GetGrain<IPartitionEmbeddingsGrain>(partition.ToString()).SearchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<float>> GetVectorAsync(PartitionId partition, ModelDigest model, string key, CancellationToken cancellationToken) =>
        grains.GetGrain<IPartitionEmbeddingsGrain>(partition.ToString()).GetVectorAsync(model, key, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ModelVersionId model, ImmutableArray<string> texts, CancellationToken cancellationToken) =>
        grains.GetGrain<IEncoderGrain>(model.ToString()).EmbedTextsAsync(texts, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ModelVersionId model, ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken) =>
        grains.GetGrain<IEncoderGrain>(model.ToString()).EmbedPicturesAsync(pictures, cancellationToken);
}
