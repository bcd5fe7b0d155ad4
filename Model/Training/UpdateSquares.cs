namespace ClipGrid.Model.Training;

/// <summary>How far a step moved weights: sums of squares, which add up over parameters.</summary>
/// <param name="Change">Of what the step changed.</param>
/// <param name="Weights">Of the weights before it.</param>
internal readonly record struct UpdateSquares(double Change, double Weights)
{
    /// <summary>2-norm of the change over that of the weights; 0 where all weights are 0.</summary>
    internal double Ratio => Weights > 0 ? Math.Sqrt(Change / Weights) : 0;

    public static UpdateSquares operator +(UpdateSquares a, UpdateSquares b) => new(a.Change + b.Change, a.Weights + b.Weights);
}
