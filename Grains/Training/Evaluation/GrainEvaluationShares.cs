namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Shares in the whole cluster.</summary>
internal sealed class GrainEvaluationShares(IGrainFactory grains) : IEvaluationShares
{
    /// <inheritdoc/>
    public Task<EvaluationShareStatus> AdvanceAsync(ShareKey key, EvaluationShareRequest request, CancellationToken cancellationToken) =>
        grains.GetGrain<IEvaluationShareGrain>(key.ToString()).AdvanceAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(ShareKey key, CancellationToken cancellationToken) =>
        grains.GetGrain<IEvaluationShareGrain>(key.ToString()).StopAsync(cancellationToken);
}
