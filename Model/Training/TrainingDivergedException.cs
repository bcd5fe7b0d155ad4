namespace ClipGrid.Model.Training;

/// <summary>
/// The loss or the gradient is not a finite number, or the loss runs away (<see cref="DivergenceWatch"/>). The weights are those
/// before the step.
/// </summary>
/// <param name="step">The step that failed.</param>
/// <param name="reason">What is wrong, as the end of a sentence about the step.</param>
/// <param name="items">The items of its batch.</param>
public sealed class TrainingDivergedException(long step, string reason, ReadOnlyMemory<int> items) : Exception(
    $"Step {step} {reason}: the weights were left as they were before it. Go back to an earlier checkpoint with a lower rate, a longer warm-up or gradient clipping.")
{
    /// <summary>The step that failed, from 0.</summary>
    public long Step { get; } = step;

    /// <summary>What is wrong, as the end of a sentence about the step: "gave a loss of NaN …".</summary>
    public string Reason { get; } = reason;

    /// <summary>The items of the step's batch by their numbers in the data: where a picture or text may be at fault.</summary>
    public ReadOnlyMemory<int> Items { get; } = items;
}
