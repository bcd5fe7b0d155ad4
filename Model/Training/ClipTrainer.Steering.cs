using System.Globalization;

namespace ClipGrid.Model.Training;

public sealed partial class ClipTrainer
{
    /// <summary>The highest <see cref="RateFactor"/>.</summary>
    public const double LargestRateFactor = 100;

    private double _rateFactor = 1;

    /// <summary>
    /// What the schedule's rate is multiplied by from the next step on; above 0, at most <see cref="LargestRateFactor"/>. Part of the
    /// checkpoint: a resumed run goes on with it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is outside its range.</exception>
    public double RateFactor
    {
        get => _rateFactor;
        set => _rateFactor = value is > 0 and <= LargestRateFactor
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The factor on the rate must be above 0 and at most {LargestRateFactor}.");
    }

    /// <summary>The clock that <see cref="StepResult.DataWait"/> is read from; nothing else depends on it.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    // Before the step is taken: the weights stay those before it.
    private void RequireSound(double loss, double norm, DataBatch items)
    {
        string? fault = null;
        if (!(double.IsFinite(loss) && double.IsFinite(norm)))
            fault = string.Create(CultureInfo.InvariantCulture, $"gave a loss of {loss} and a gradient norm of {norm}");
        else
            fault = (_watch = _watch.After(loss)).Verdict;
        if (fault is null)
            return;
        _optimizer.DropGradients();
        throw new TrainingDivergedException(StepCount, fault, items.Items);
    }
}
