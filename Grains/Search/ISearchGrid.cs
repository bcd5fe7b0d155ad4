using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Model.Classification;

namespace ClipGrid.Grains.Search;

/// <summary>What a search asks the rest of the grid for. Safe for any number of callers; methods throw <see cref="GridException"/>.</summary>
internal interface ISearchGrid
{
    /// <summary>A data set version; the latest where none is named.</summary>
    Task<DatasetVersionInfo> GetVersionAsync(DatasetRef dataset, CancellationToken cancellationToken);

    /// <summary>A model version.</summary>
    Task<ModelVersionInfo> ResolveAsync(ModelRef model, CancellationToken cancellationToken);

    /// <summary>The classifier of a model version, or null if it has none.</summary>
    Task<ClassifierHead?> FindClassifierAsync(ModelVersionId model, CancellationToken cancellationToken);

    /// <summary>An item, wherever in a data set it is.</summary>
    Task<ItemInfo> GetItemAsync(DatasetRef dataset, string key, CancellationToken cancellationToken);

    /// <summary>Items of a partition as a version shows them: those of the first keys, at least one, null where there is none.</summary>
    Task<FoundItems> FindItemsAsync(PartitionId partition, int version, ImmutableArray<string> keys, CancellationToken cancellationToken);

    /// <summary>A partition's share of a search.</summary>
    Task<PartitionSearchResult> SearchAsync(PartitionId partition, PartitionSearchRequest request, CancellationToken cancellationToken);

    /// <summary>The stored embedding of an item's picture.</summary>
    Task<ReadOnlyMemory<float>> GetVectorAsync(PartitionId partition, ModelDigest model, string key, CancellationToken cancellationToken);

    /// <summary>Embeds up to 256 texts.</summary>
    Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ModelVersionId model, ImmutableArray<string> texts, CancellationToken cancellationToken);

    /// <summary>Embeds up to 256 pictures.</summary>
    Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ModelVersionId model, ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken);
}
