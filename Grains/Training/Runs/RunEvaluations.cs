using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Grains.Training.Tasks;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>
/// A run's evaluations: when one is due, what it found, which checkpoint is the best, whether the session stops early. Each is of a
/// checkpoint that is stored, and is kept with it: a run that goes on there makes it again only if it was not made. For the training's thread.
/// </summary>
/// <param name="specification">The session.</param>
/// <param name="evaluation">Makes them.</param>
/// <param name="checkpoints">Where they are kept.</param>
/// <param name="orders">What the run is told.</param>
/// <param name="folder">A local folder for the model that is evaluated.</param>
/// <param name="past">Those that were made before, in order.</param>
internal sealed class RunEvaluations(
    SessionSpecification specification, SessionEvaluation evaluation, CheckpointStore checkpoints, RunOrders orders, string folder, IEnumerable<EvaluatedStep> past)
{
    private readonly EvaluationOptions _options = specification.Evaluation!;
    private readonly BestTracker _best = new(evaluation.Deciding, specification.Evaluation!, past);
    private readonly List<EvaluatedStep> _past = [.. past];

    /// <summary>Told how far an evaluation is.</summary>
    public required Action<string> Told { get; init; }

    /// <summary>Told what an evaluation found.</summary>
    public required Action<EvaluatedStep, string> Found { get; init; }

    /// <summary>The best so far, or null.</summary>
    public EvaluatedStep? Best => _best.Best;

    /// <summary>Why the session stops early, or null.</summary>
    public string? StopReason => _best.StopReason;

    /// <summary>Does what a run before this one had no time for after an evaluation: to mark the best, and to tell what it found.</summary>
    /// <param name="told">The evaluations that were told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GridException">Conflict: another run has taken the session over; StorageFull, Unavailable.</exception>
    public async Task CatchUpAsync(IEnumerable<SessionEvent> told, CancellationToken cancellationToken)
    {
        if (Best is { } best && checkpoints.Best?.Step != best.Step)
            await checkpoints.MarkBestAsync(best.Step, cancellationToken).ConfigureAwait(false);
        HashSet<long> steps = [.. told.Select(one => one.Step)];
        foreach (EvaluatedStep untold in _past.Where(one => !steps.Contains(one.Step)))
            Found(untold, $"{Describe(untold.Metrics)} after step {untold.Step}.{(untold == _past[^1] ? Stop : "")}");
    }

    /// <summary>What was found at a step, or null.</summary>
    public EvaluatedStep? Find(long step) => _past.FirstOrDefault(one => one.Step == step);

    /// <summary>Whether one is due.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="isLast">Whether no further step comes.</param>
    public bool IsDue(long step, bool isLast) => step > 0 && Find(step) is null && (isLast || step % _options.Interval == 0 || orders.WantsEvaluation);

    /// <summary>Evaluates what is trained, as it is now; its checkpoint is stored.</summary>
    /// <param name="trainee">What is trained.</param>
    /// <param name="pause">Gives it up, as the end of the run does: whoever goes on at the checkpoint makes it again.</param>
    public void Run(Trainee trainee, CancellationToken pause)
    {
        long step = trainee.Trainer.StepCount;
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(orders.Cancel, pause);
        string model = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{step}-{Guid.NewGuid():N}"));
        try
        {
            trainee.Save(model, ends.Token);
            Keep(new EvaluatedStep(step, Evaluate(step, model, ends.Token)));
            orders.TakeEvaluation();
        }
        finally
        {
            if (Directory.Exists(model))
                Directory.Delete(model, recursive: true);
        }
    }

    /// <summary>What a model in a folder is worth.</summary>
    public ImmutableSortedDictionary<string, double> Evaluate(long step, string model, CancellationToken cancellationToken) =>
        evaluation.RunAsync(step, model, now => Told($"It is evaluated: {now.Done} of {now.Total} pictures."), cancellationToken).GetAwaiter().GetResult();

    /// <summary>The value that decides.</summary>
    public double ValueOf(ImmutableSortedDictionary<string, double> metrics) => metrics.GetValueOrDefault(_best.Metric, double.NegativeInfinity);

    /// <summary>What decides, and its value, for people.</summary>
    public string Describe(ImmutableSortedDictionary<string, double> metrics) => string.Create(CultureInfo.InvariantCulture, $"{_best.Metric} {ValueOf(metrics):0.0000}");

    private string Stop => StopReason is { } reason ? $" {reason}" : "";

    private void Keep(EvaluatedStep evaluated)
    {
        bool isBest = _best.Add(evaluated);
        _past.Add(evaluated);
        checkpoints.AttachMetricsAsync(evaluated.Step, evaluated.Metrics, orders.Cancel).GetAwaiter().GetResult();
        if (isBest)
            checkpoints.MarkBestAsync(evaluated.Step, orders.Cancel).GetAwaiter().GetResult();
        Found(evaluated, $"{Describe(evaluated.Metrics)} after step {evaluated.Step}{(isBest ? ", the best so far" : $"; the best is that of step {_best.Best?.Step}")}.{Stop}");
    }
}
