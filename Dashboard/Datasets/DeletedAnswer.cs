namespace ClipGrid.Dashboard.Datasets;

/// <summary>What was deleted.</summary>
/// <param name="DeletedCount">How many items there were of those keys.</param>
internal sealed record DeletedAnswer(int DeletedCount);
