using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Search;
using ClipGrid.Model.Classification;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>
/// The silo's grains, which also know the wide data set: its version is that of the small one, asked of its grain as usual, with other
/// partitions.
/// </summary>
internal sealed class WideSearchGrid(ISearchGrid grid, WideDataset wide) : ISearchGrid
{
    private readonly ImmutableArray<PartitionInfo> _partitions =
        [.. wide.Partitions.Values.Select(items => new PartitionInfo { Id = items.Id, ItemCount = items.Items.Length, CaptionCount = 0, ByteCount = 0, Digest = "" })];

    public async Task<DatasetVersionInfo> GetVersionAsync(DatasetRef dataset, CancellationToken cancellationToken)
    {
        if (dataset.Name != WideDataset.Name)
            return await grid.GetVersionAsync(dataset, cancellationToken);
        DatasetVersionInfo small = await grid.GetVersionAsync(DatasetRef.Parse("small"), cancellationToken);
        return small with { Dataset = WideDataset.Name, Partitions = _partitions };
    }

    public Task<ModelVersionInfo> ResolveAsync(ModelRef model, CancellationToken cancellationToken) => grid.ResolveAsync(model, cancellationToken);

    public Task<ClassifierHead?> FindClassifierAsync(ModelVersionId model, CancellationToken cancellationToken) => grid.FindClassifierAsync(model, cancellationToken);

    public Task<ItemInfo> GetItemAsync(DatasetRef dataset, string key, CancellationToken cancellationToken) => grid.GetItemAsync(dataset, key, cancellationToken);

    public Task<FoundItems> FindItemsAsync(PartitionId partition, int version, ImmutableArray<string> keys, CancellationToken cancellationToken) => grid.FindItemsAsync(partition, version, keys, cancellationToken);

    public Task<PartitionSearchResult> SearchAsync(PartitionId partition, PartitionSearchRequest request, CancellationToken cancellationToken) => grid.SearchAsync(partition, request, cancellationToken);

    public Task<ReadOnlyMemory<float>> GetVectorAsync(PartitionId partition, ModelDigest model, string key, CancellationToken cancellationToken) => grid.GetVectorAsync(partition, model, key, cancellationToken);

    public Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ModelVersionId model, ImmutableArray<string> texts, CancellationToken cancellationToken) => grid.EmbedTextsAsync(model, texts, cancellationToken);

    public Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ModelVersionId model, ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken) => grid.EmbedPicturesAsync(model, pictures, cancellationToken);
}
