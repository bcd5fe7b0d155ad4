namespace ClipGrid.Dashboard.Datasets;

/// <summary>Items to delete from all versions.</summary>
/// <param name="Keys">Their keys, 1 to 10,000.</param>
internal sealed record DeleteItemsBody(IReadOnlyList<string> Keys);
