namespace ClipGrid.Dashboard.Hosting;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="NextPageToken">To ask for the next page with; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken);
