using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;

namespace ClipGrid.Grains.Datasets;

/// <summary>A partition's items.</summary>
internal sealed partial class PartitionGrain
{
    private const int LargestPage = 1000;

    /// <inheritdoc/>
    public async Task<ItemPage> ListItemsAsync(int version, int skip, int top, CancellationToken cancellationToken)
    {
        if (skip < 0 || top is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"A page of {top} items from {skip} of partition {Id} cannot be listed: ask for 1 to {LargestPage}, from 0.");
        int count = await CountItemsAsync(version, cancellationToken);
        PartitionItems items = await ItemsAsync();
        ImmutableArray<ItemInfo>.Builder page = ImmutableArray.CreateBuilder<ItemInfo>();
        PageBudget budget = new();
        foreach (StoredItem item in items.Items.Where(item => version >= Id.Version && !IsRetired(item.Info.Key, version)).Skip(skip).Take(top))
        {
            if (!budget.TryTake(item.Info))
                break;
            page.Add(item.Info);
        }
        return new ItemPage(page.DrainToImmutable(), count);
    }

    /// <inheritdoc/>
    public async Task<ItemInfo?> FindItemAsync(int version, string key, CancellationToken cancellationToken)
    {
        PartitionItems items = await ItemsAsync();
        int row = items.RowOf(key);
        return row < 0 || version < Id.Version || IsRetired(key, version) ? null : items.Items[row].Info;
    }

    /// <inheritdoc/>
    public async Task<FoundItems> FindItemsAsync(int version, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Length is 0 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"{keys.Length:N0} items of partition {Id} cannot be found at once: name 1 to {LargestPage:N0} keys.");
        ImmutableArray<ItemInfo?>.Builder found = ImmutableArray.CreateBuilder<ItemInfo?>(keys.Length);
        PageBudget budget = new();
        foreach (string key in keys)
        {
            ItemInfo? item = await FindItemAsync(version, key, cancellationToken);
            if (item is not null && !budget.TryTake(item))
                break;
            found.Add(item);
        }
        return new FoundItems(found.DrainToImmutable());
    }

    /// <inheritdoc/>
    public async Task<PictureBytes> ReadPictureAsync(string key, long offset, CancellationToken cancellationToken)
    {
        StoredItem item = await ItemAsync(key);
        if (offset < 0 || offset > item.Info.ByteCount)
            throw new GridException(GridProblem.Invalid, $"The picture of {GridName.Shown(key)} has {item.Info.ByteCount:N0} bytes: byte {offset:N0} cannot be read.");
        byte[] piece = await store.ReadPictureAsync(Id, item, offset, GridLimits.PieceBytes, cancellationToken);
        return new PictureBytes(item.Info.MediaType, item.Info.ByteCount, piece);
    }

    /// <inheritdoc/>
    public async Task<PictureBytes> GetThumbnailAsync(string key, int side, CancellationToken cancellationToken)
    {
        if (side is < ThumbnailMaker.SmallestSide or > ThumbnailMaker.LargestSide)
            throw new GridException(GridProblem.Invalid, $"A thumbnail of {side} pixels cannot be made: ask for {ThumbnailMaker.SmallestSide} to {ThumbnailMaker.LargestSide}.");
        StoredItem item = await ItemAsync(key);
        byte[] picture = await store.ReadPictureAsync(Id, item, 0, item.Info.ByteCount, cancellationToken);
        return await thumbnails.MakeAsync(picture, side, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> RetireAsync(ImmutableArray<string> keys, int fromVersion, CancellationToken cancellationToken)
    {
        PartitionItems items = await ItemsAsync();
        // Those that are out from that version on or earlier stay as they are, and are not counted again.
        ImmutableArray<string> retired = [.. keys.Distinct(StringComparer.Ordinal).Where(key => items.RowOf(key) >= 0 && !IsRetired(key, fromVersion))];
        if (!retired.IsEmpty)
            await state.SaveAsync(state.State with { Retired = state.State.Retired.SetItems(retired.Select(key => KeyValuePair.Create(key, fromVersion))) }, this);
        return retired;
    }

    /// <inheritdoc/>
    public async Task<int> CountItemsAsync(int version, CancellationToken cancellationToken)
    {
        PartitionItems items = await ItemsAsync();
        return version < Id.Version ? 0 : items.Items.Length - state.State.Retired.Values.Count(from => from <= version);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        _items = null;
        await state.ForgetAsync(this);
        state.State = new PartitionState();
        DeactivateOnIdle();
    }

    private async Task<StoredItem> ItemAsync(string key)
    {
        PartitionItems items = await ItemsAsync();
        int row = items.RowOf(key);
        // A replaced item is still one of earlier versions; a deleted one is none any more.
        if (row < 0 || IsRetired(key, 0))
            throw new GridException(GridProblem.NotFound, $"There is no item {GridName.Shown(key)} in partition {Id}: it was deleted, or is in another one.");
        return items.Items[row];
    }
}
