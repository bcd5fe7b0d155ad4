using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>
/// Follows one share to its vectors. What fails on one silo is tried on the next; a silo that is gone is passed over once the cluster
/// knows it, which takes a while.
/// </summary>
/// <param name="surroundings">Where shares are computed and their vectors lie.</param>
/// <param name="request">The share's request.</param>
/// <param name="number">Its number.</param>
/// <param name="told">Told how many of its pictures are embedded.</param>
internal sealed class ShareFollower(EvaluationSurroundings surroundings, EvaluationShareRequest request, int number, Action<int> told)
{
    private const int MostFailures = 3;
    private const int MostLosses = 8;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    /// <summary>The share's vectors.</summary>
    /// <exception cref="GridException">It failed on each silo that was tried; Unavailable: no silo answers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the share was told to stop.</exception>
    public async Task<ShareVectors> RunAsync(CancellationToken cancellationToken)
    {
        int failures = 0, losses = 0;
        for (int attempt = 0; ; attempt++)
        {
            ShareKey key = new(request.Session.Value, request.Candidate.Tag, number, attempt);
            try
            {
                return await AttemptAsync(key, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // Whatever a cancelled call ended with.
                await StopAsync(key).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (GridException error) when (failures++ < MostFailures)
            {
                surroundings.Logger.LogWarning(error, "The share {Share} of an evaluation failed; it is tried on the next silo.", key);
            }
            catch (Exception error) when (IsLoss(error))
            {
                if (losses++ >= MostLosses)
                    throw new GridException(GridProblem.Unavailable, $"No silo answered for a share of the evaluation in {losses} attempts: look at the cluster's silos.", error);
                surroundings.Logger.LogWarning(error, "The silo of the share {Share} of an evaluation does not answer; it is tried on the next one.", key);
                await Task.Delay(FirstWait * losses, surroundings.Time, cancellationToken).ConfigureAwait(false);
            }
            told(0);
        }
    }

    private async Task<ShareVectors> AttemptAsync(ShareKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            EvaluationShareStatus status = await surroundings.Shares.AdvanceAsync(key, request, cancellationToken).ConfigureAwait(false);
            if (status.State == JobState.Failed)
                throw new GridException(status.Problem ?? GridProblem.Internal, status.Message!);
            told(status.DoneCount);
            if (status.State == JobState.Completed)
                return await ShareVectors.ReadAsync(surroundings.Blobs, request.Candidate.VectorsOf(key), status.Sha256, cancellationToken).ConfigureAwait(false);
        }
    }

    // It ends by itself if this does not reach it.
    private async Task StopAsync(ShareKey key)
    {
        using CancellationTokenSource soon = new(LongestStop, surroundings.Time);
        await surroundings.Shares.StopAsync(key, soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static bool IsLoss(Exception error) => error is TimeoutException or OrleansException;
}
