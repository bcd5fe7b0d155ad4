namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>A class that was taken for another.</summary>
/// <param name="Actual">The label, by its place among the classes.</param>
/// <param name="Predicted">The class that was given.</param>
/// <param name="Count">How often.</param>
public sealed record ConfusedPair(int Actual, int Predicted, long Count);
