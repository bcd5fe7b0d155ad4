namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>A labelled item and the class that it was given.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Actual">Its label, by its place among the classes.</param>
/// <param name="Predicted">The class that it was given, by its place.</param>
/// <param name="Probability">How likely the model found that, 0 to 1.</param>
internal sealed record JudgedItem(string Key, int Actual, int Predicted, double Probability);
