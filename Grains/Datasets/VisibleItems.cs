using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets;

/// <summary>The items that a version shows of a partition, page by page from its grain.</summary>
internal static class VisibleItems
{
    private const int PageSize = 1000;

    /// <summary>Reads them in order.</summary>
    public static async IAsyncEnumerable<ItemInfo> ReadAsync(IGrainFactory grains, PartitionId partition, int version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IPartitionGrain grain = grains.GetGrain<IPartitionGrain>(partition.ToString());
        int skip = 0;
        while (true)
        {
            ItemPage page = await grain.ListItemsAsync(version, skip, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (ItemInfo item in page.Items)
                yield return item;
            skip += page.Items.Length;
            if (page.Items.IsEmpty || skip >= page.TotalCount)
                yield break;
        }
    }
}
