namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Where shares are computed. Safe for any number of callers.</summary>
internal interface IEvaluationShares
{
    /// <summary>See <see cref="IEvaluationShareGrain.AdvanceAsync"/>.</summary>
    Task<EvaluationShareStatus> AdvanceAsync(ShareKey key, EvaluationShareRequest request, CancellationToken cancellationToken);

    /// <summary>See <see cref="IEvaluationShareGrain.StopAsync"/>.</summary>
    Task StopAsync(ShareKey key, CancellationToken cancellationToken);
}
