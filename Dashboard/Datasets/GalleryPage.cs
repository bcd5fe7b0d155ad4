using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Items of a gallery by their place in it, as many as asked for: the grid's own pages are shorter where items are large.</summary>
internal static class GalleryPage
{
    private const int MostAtOnce = 1_000;

    /// <summary>Reads them.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="dataset">The version.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ItemPage> ReadAsync(ClipGridClient grid, DatasetRef dataset, GalleryQuery query, int skip, int count, CancellationToken cancellationToken)
    {
        ImmutableArray<ItemInfo>.Builder items = ImmutableArray.CreateBuilder<ItemInfo>();
        while (true)
        {
            ItemPage page = await grid.Datasets.FindItemsAsync(dataset, query.ToQuery(skip + items.Count, Math.Clamp(count - items.Count, 1, MostAtOnce)), cancellationToken);
            items.AddRange(page.Items);
            if (page.Items.IsEmpty || items.Count >= count || skip + items.Count >= page.TotalCount)
                return new ItemPage(items.DrainToImmutable(), page.TotalCount);
        }
    }
}
