using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>Data sets; a part of <see cref="ClipGridClient"/>, which says what every method throws.</summary>
public sealed partial class GridDatasets
{
    private const int PageSize = 100;
    private readonly GridCalls _calls;

    internal GridDatasets(GridCalls calls) => _calls = calls;

    /// <summary>A data set with its versions.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<DatasetInfo> GetAsync(DatasetName name, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, name).GetAsync(cancellationToken), cancellationToken);

    /// <summary>A version of a data set, or the latest.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<DatasetVersionInfo> GetVersionAsync(DatasetRef dataset, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, dataset.Name).GetVersionAsync(dataset.Version, cancellationToken), cancellationToken);

    /// <summary>The names of all data sets that begin with <paramref name="prefix"/>, in ordinal order.</summary>
    public async IAsyncEnumerable<DatasetName> ListNamesAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string id in CatalogPages.ListAsync(_calls, CatalogKind.Datasets, prefix, cancellationToken))
            yield return DatasetName.Parse(id);
    }

    /// <summary>All data sets whose names begin with <paramref name="prefix"/>, in ordinal order; one that is deleted meanwhile is left out.</summary>
    public async IAsyncEnumerable<DatasetInfo> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string id in CatalogPages.ListAsync(_calls, CatalogKind.Datasets, prefix, cancellationToken))
            if (await Absence.OrNullAsync(GetAsync(DatasetName.Parse(id), cancellationToken)) is { } found)
                yield return found;
    }

    /// <summary>All items of a version in its order, page by page.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public async IAsyncEnumerable<ItemInfo> ListItemsAsync(DatasetRef dataset, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int skip = 0; ;)
        {
            ItemPage page = await GetItemsAsync(dataset, skip, PageSize, cancellationToken);
            foreach (ItemInfo item in page.Items)
                yield return item;
            skip += page.Items.Length;
            if (page.Items.IsEmpty || skip >= page.TotalCount)
                yield break;
        }
    }

    /// <summary>A page of a version's items.</summary>
    /// <param name="dataset">The version.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="top">Most to return, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound; Invalid: the page.</exception>
    public Task<ItemPage> GetItemsAsync(DatasetRef dataset, int skip, int top, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, dataset.Name).ListItemsAsync(dataset.Version, skip, top, cancellationToken), cancellationToken);

    /// <summary>The item with a key.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<ItemInfo> GetItemAsync(DatasetRef dataset, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _calls.AskAsync(grains => Grain(grains, dataset.Name).GetItemAsync(dataset.Version, key, cancellationToken), cancellationToken);
    }

    /// <summary>An item's picture file as it was brought in; read it asynchronously. Dispose the stream.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public async Task<Stream> OpenPictureAsync(DatasetRef dataset, string key, CancellationToken cancellationToken = default) =>
        OpenPicture(await GetItemAsync(dataset, key, cancellationToken));

    /// <summary>The picture file of an item that is known; read it asynchronously: only then may it say NotFound.</summary>
    public Stream OpenPicture(ItemInfo item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new PictureReader(_calls, item);
    }

    /// <summary>An item's picture upright and re-encoded, its longer side <paramref name="side"/> pixels, 16 to 512.</summary>
    /// <exception cref="GridException">NotFound; Invalid: the side.</exception>
    public Task<PictureBytes> GetThumbnailAsync(ItemInfo item, int side, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _calls.AskAsync(grains => grains.GetGrain<IPartitionGrain>(item.Partition.ToString()).GetThumbnailAsync(item.Key, side, cancellationToken), cancellationToken);
    }

    /// <summary>The samples that a version's ingest refused, with reasons; also of an ingest that runs or has failed.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public async IAsyncEnumerable<RefusedSample> GetRefusedAsync(DatasetRef dataset, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int skip = 0; ;)
        {
            RefusedPage page = await _calls.AskAsync(grains => Grain(grains, dataset.Name).GetRefusedAsync(dataset.Version, skip, PageSize, cancellationToken), cancellationToken);
            foreach (RefusedSample sample in page.Samples)
                yield return sample;
            skip += page.Samples.Length;
            if (page.Samples.IsEmpty || skip >= page.TotalCount)
                yield break;
        }
    }

    /// <summary>Deletes items from all versions, durably before it returns; returns how many there were.</summary>
    /// <exception cref="GridException">NotFound: the data set. Invalid: the request.</exception>
    public Task<int> DeleteItemsAsync(DatasetName name, DeleteItemsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.AskAsync(grains => Grain(grains, name).DeleteItemsAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Deletes a data set with all versions and embeddings. Deleting what is not there is fine.</summary>
    /// <exception cref="GridException">WrongState: an ingest of it runs.</exception>
    public Task DeleteAsync(DatasetName name, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.TellAsync(grains => Grain(grains, name).DeleteAsync(operation, cancellationToken), cancellationToken);
    }

    private static IDatasetGrain Grain(IGrainFactory grains, DatasetName name) => grains.GetGrain<IDatasetGrain>(Demand.Key(name));
}
