using ClipGrid.Grains.Training.Evaluation;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>For runs that are not evaluated.</summary>
internal sealed class NoShares : IEvaluationShares
{
    public Task<EvaluationShareStatus> AdvanceAsync(ShareKey key, EvaluationShareRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(ShareKey key, CancellationToken cancellationToken) => throw new NotSupportedException();
}
