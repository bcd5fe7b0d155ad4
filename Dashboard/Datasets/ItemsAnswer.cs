namespace ClipGrid.Dashboard.Datasets;

/// <summary>A page of items.</summary>
/// <param name="Items">In the order of the version.</param>
/// <param name="TotalCount">How many there are in all, or how many fit.</param>
/// <param name="NextPageToken">To ask for the next page with; null on the last one.</param>
internal sealed record ItemsAnswer(IReadOnlyList<ItemAnswer> Items, long TotalCount, string? NextPageToken);
