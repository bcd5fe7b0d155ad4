namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>A share's place in the cluster: the work is its silo's.</summary>
[SpreadPlacement]
internal sealed class EvaluationShareGrain(EvaluationHost host) : Grain, IEvaluationShareGrain
{
    private EvaluationShareWork? _work;

    public Task<EvaluationShareStatus> AdvanceAsync(EvaluationShareRequest request, CancellationToken cancellationToken)
    {
        _work ??= host.Start(ShareKey.Parse(this.GetPrimaryKeyString()), request);
        return _work.FollowAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _work?.Cancel();
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
