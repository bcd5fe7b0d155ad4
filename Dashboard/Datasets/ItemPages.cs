using System.Globalization;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Hosting;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Items page by page; all pages of a list are of one version.</summary>
internal static class ItemPages
{
    /// <summary>A page.</summary>
    public static async Task<ItemsAnswer> ReadAsync(ClipGridClient grid, DatasetRef asked, string? filter, string? text, int size, string? token, CancellationToken cancellationToken)
    {
        Paging.Size(size);
        ItemQuery query = new() { Filter = string.IsNullOrEmpty(filter) ? null : FilterText.Parse(filter), Text = text, Top = size };
        string list = $"items {asked} {filter} {text}";
        (DatasetRef dataset, int skip) = PageToken.Read(token, list) is { } place
            ? Place(place, asked)
            : (new DatasetRef(asked.Name, (await grid.Datasets.GetVersionAsync(asked, cancellationToken)).Version), 0);
        ItemPage page = query.Filter is null && string.IsNullOrWhiteSpace(text)
            ? await grid.Datasets.GetItemsAsync(dataset, skip, size, cancellationToken)
            : await grid.Datasets.FindItemsAsync(dataset, query with { Skip = skip }, cancellationToken);
        int end = skip + page.Items.Length;
        return new ItemsAnswer(
            [.. page.Items.Select(item => item.ToAnswer(dataset))],
            page.TotalCount,
            !page.Items.IsEmpty && end < page.TotalCount ? PageToken.Write(list, string.Create(CultureInfo.InvariantCulture, $"{dataset.Version} {end}")) : null);
    }

    // "2 100": version and items passed over.
    private static (DatasetRef Dataset, int Skip) Place(string place, DatasetRef asked) =>
        place.Split(' ') is [var version, var skip] && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out int passed) && number > 0
            ? (new DatasetRef(asked.Name, number), passed)
            : throw PageToken.Refused();
}
