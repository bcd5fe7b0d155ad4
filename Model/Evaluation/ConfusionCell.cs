namespace ClipGrid.Model.Evaluation;

/// <summary>How often one class was taken for one class.</summary>
/// <param name="Actual">The true class, 0-based.</param>
/// <param name="Predicted">The class that was predicted, 0-based; equal to <paramref name="Actual"/> on the diagonal.</param>
/// <param name="Count">Number of pictures.</param>
public readonly record struct ConfusionCell(int Actual, int Predicted, int Count);
