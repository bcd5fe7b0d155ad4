namespace ClipGrid.Model.Training;

/// <summary>The loss or the gradient is not a finite number. The weights are those before the step.</summary>
public sealed class TrainingDivergedException(long step, double loss, double gradientNorm) : Exception(
    $"Step {step} gave a loss of {loss} and a gradient norm of {gradientNorm}: the weights were left as they were before it. Go back to an earlier checkpoint with a lower rate, a longer warm-up or gradient clipping.")
{
    /// <summary>The step that failed, from 0.</summary>
    public long Step { get; } = step;
}
