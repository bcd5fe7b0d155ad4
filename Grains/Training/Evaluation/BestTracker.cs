using System.Globalization;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>
/// Which of a session's evaluations is the best, and whether it has waited long enough for a better one. Decides by the evaluations alone:
/// made anew of the same ones it says the same.
/// </summary>
internal sealed class BestTracker
{
    private readonly List<EvaluatedStep> _steps = [];
    private readonly EvaluationOptions _options;

    /// <summary>Takes up the evaluations so far, in the order in which they were made.</summary>
    /// <param name="metric">The value that decides, see <see cref="EvaluationMetrics.Deciding(TrainingTask, EvaluationOptions, bool)"/>.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="past">The evaluations.</param>
    public BestTracker(string metric, EvaluationOptions options, IEnumerable<EvaluatedStep> past)
    {
        _options = options;
        Metric = metric;
        foreach (EvaluatedStep step in past)
            Add(step);
    }

    /// <summary>The value that decides; higher is better.</summary>
    public string Metric { get; }

    /// <summary>The best; the earlier one of equals. Null before the first that has the value.</summary>
    public EvaluatedStep? Best { get; private set; }

    /// <summary>Why the session stops early, or null if it goes on.</summary>
    public string? StopReason => _options.Patience is { } patience && Best is { } best && SinceBest(best) >= patience
        ? string.Create(CultureInfo.InvariantCulture, $"It stops after step {_steps[^1].Step}: in {SinceBest(best)} evaluations {Metric} has not risen above {ValueOf(best):0.####}, reached at step {best.Step}.")
        : null;

    /// <summary>
    /// Takes up an evaluation; true if it is the best so far. One that is not of a later step than the last takes the place of all from
    /// its step on: the run went back, and they are not of its past any more.
    /// </summary>
    public bool Add(EvaluatedStep evaluated)
    {
        _steps.RemoveAll(known => known.Step >= evaluated.Step);
        _steps.Add(evaluated);
        Best = null;
        foreach (EvaluatedStep step in _steps)
            if (ValueOf(step) is { } value && !double.IsNaN(value) && (Best is null || value > ValueOf(Best)))
                Best = step;
        return Best == evaluated;
    }

    private int SinceBest(EvaluatedStep best) => _steps.Count - 1 - _steps.IndexOf(best);

    private double? ValueOf(EvaluatedStep step) => step.Metrics.TryGetValue(Metric, out double value) ? value : null;
}
