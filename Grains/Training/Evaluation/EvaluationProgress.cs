namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>How far an evaluation is.</summary>
/// <param name="Done">Pictures that are embedded.</param>
/// <param name="Total">Pictures in all.</param>
internal readonly record struct EvaluationProgress(int Done, int Total);
