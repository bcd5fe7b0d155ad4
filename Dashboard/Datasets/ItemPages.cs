using System.Globalization;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Hosting;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Items page by page; all pages of a list are of one version.</summary>
internal static class ItemPages
{
    // Items that a request looks at: a filter that fits few gives short pages rather than late ones.
    private const int MostLookedAt = 10_000;
    private const int Stride = 500;

    /// <summary>A page.</summary>
    public static async Task<Page<ItemAnswer>> ReadAsync(ClipGridClient grid, DatasetRef asked, string? filterText, int size, string? token, CancellationToken cancellationToken)
    {
        Paging.Size(size);
        ItemFilter? filter = string.IsNullOrEmpty(filterText) ? null : FilterText.Parse(filterText);
        string list = $"items {asked} {filterText}";
        (DatasetRef dataset, int skip) = PageToken.Read(token, list) is { } place
            ? Place(place, asked)
            : (new DatasetRef(asked.Name, (await grid.Datasets.GetVersionAsync(asked, cancellationToken)).Version), 0);
        List<ItemInfo> fitting = [];
        int end = skip + (filter is null ? size : MostLookedAt);
        long total = long.MaxValue;
        while (fitting.Count < size && skip < end && skip < total)
        {
            ItemPage page = await grid.Datasets.GetItemsAsync(dataset, skip, Math.Min(filter is null ? size : Stride, end - skip), cancellationToken);
            (total, int looked) = (page.TotalCount, 0);
            foreach (ItemInfo item in page.Items)
            {
                looked++;
                if (filter is null || ItemFit.Fits(filter, item))
                    fitting.Add(item);
                if (fitting.Count == size)
                    break;
            }
            skip += looked;
            if (page.Items.IsEmpty)
                break;
        }
        return new Page<ItemAnswer>(
            [.. fitting.Select(item => item.ToAnswer(dataset))],
            skip < total ? PageToken.Write(list, string.Create(CultureInfo.InvariantCulture, $"{dataset.Version} {skip}")) : null);
    }

    // "2 100": version and items passed over.
    private static (DatasetRef Dataset, int Skip) Place(string place, DatasetRef asked) =>
        place.Split(' ') is [var version, var skip] && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out int passed)
            && number > 0 && passed <= int.MaxValue - MostLookedAt
            ? (new DatasetRef(asked.Name, number), passed)
            : throw PageToken.Refused();
}
