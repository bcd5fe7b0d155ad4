namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>How well a class was told apart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SupportCount">Items with this label.</param>
/// <param name="PredictedCount">Items that were given this class.</param>
/// <param name="Precision">The share of those given it that have it; null if there are none.</param>
/// <param name="Recall">The share of those that have it that were given it; null if there are none.</param>
public sealed record ClassRow(string Name, long SupportCount, long PredictedCount, double? Precision, double? Recall);
