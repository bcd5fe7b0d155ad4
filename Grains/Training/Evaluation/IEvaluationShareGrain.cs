using ClipGrid.Grains.Cluster.Delivery;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Computes a share of an evaluation, wherever it is placed; the key is a <see cref="ShareKey"/>. It keeps nothing.</summary>
[Alias("clipgrid.IEvaluationShareGrain"), FailsFast]
internal interface IEvaluationShareGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts it unless it runs, waits a few seconds for its end and says how far it is. Who stops to ask for a minute lets it go. A call
    /// to a silo that is gone fails long before the usual time.
    /// </summary>
    [Alias("Advance"), ResponseTimeout("00:00:20")]
    Task<EvaluationShareStatus> AdvanceAsync(EvaluationShareRequest request, CancellationToken cancellationToken);

    /// <summary>Ends it; nobody needs it any more.</summary>
    [Alias("Stop"), ResponseTimeout("00:00:20")]
    Task StopAsync(CancellationToken cancellationToken);
}
