namespace ClipGrid.Model.Evaluation;

/// <summary>How well one class is recognised.</summary>
public sealed record ClassScore
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Number of pictures that are of this class.</summary>
    public required int Support { get; init; }

    /// <summary>Number of pictures that were taken for this class.</summary>
    public required int PredictedCount { get; init; }

    /// <summary>Number of pictures of this class that were taken for it.</summary>
    public required int CorrectCount { get; init; }

    /// <summary>Number of pictures of this class with it among the five best.</summary>
    public required int Top5Count { get; init; }

    /// <summary>Share of the pictures taken for this class that are of it, 0…1; null if none was.</summary>
    public double? Precision => PredictedCount == 0 ? null : (double)CorrectCount / PredictedCount;

    /// <summary>Share of this class's pictures that were recognised, 0…1; null if there is none.</summary>
    public double? Recall => Support == 0 ? null : (double)CorrectCount / Support;

    /// <summary>Share of this class's pictures with it among the five best, 0…1; null if there is none.</summary>
    public double? Top5Recall => Support == 0 ? null : (double)Top5Count / Support;

    /// <summary>Harmonic mean of precision and recall, 0…1; null if the class neither occurs nor is predicted.</summary>
    public double? F1 => Support + PredictedCount == 0 ? null : 2.0 * CorrectCount / (Support + PredictedCount);
}
