using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>Tells a run's session that it lives, and asks the blob store whether another run has taken over.</summary>
/// <param name="run">The run.</param>
/// <param name="lease">Its right to go on.</param>
/// <param name="surroundings">What the silo's runs share.</param>
internal sealed class RunPulse(SessionRun run, RunLease lease, SessionSurroundings surroundings)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);
    private static readonly Task Never = new TaskCompletionSource().Task;
    private readonly TimeProvider _time = surroundings.Time;

    /// <summary>Beats until it is cancelled. The two are apart, since a blob store that is slow must not silence the run.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        RepeatAsync(surroundings.Options.PulseInterval, run.WhenStateChangesAsync, TryPulseAsync, cancellationToken),
        RepeatAsync(surroundings.Options.BeatInterval, static () => Never, TryBeatAsync, cancellationToken));

    private async Task RepeatAsync(TimeSpan interval, Func<Task> early, Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                Task change = early();
                await action(cancellationToken).ConfigureAwait(false);
                using CancellationTokenSource wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(Task.Delay(interval, _time, wait.Token), change).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                await wait.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run has ended.
        }
    }

    private async Task TryPulseAsync(CancellationToken cancellationToken)
    {
        long asked = _time.GetTimestamp();
        try
        {
            SessionPulse pulse = new(run.Attempt, run.Progress, run.Voice.Unheard);
            PulseAnswer answer = await surroundings.Neighbours.PulseAsync(run.Id, pulse, cancellationToken).WaitAsync(LongestCall, _time, cancellationToken).ConfigureAwait(false);
            run.Voice.Forget(answer.HeardEvents);
            if (answer.IsListenedTo)
                lease.Renew(asked);
            else
                lease.Revoke();
        }
        catch (Exception error) when (error is OrleansException or TimeoutException || error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            surroundings.Logger.LogInformation(error, "Session {Session} did not answer its run; it is asked again.", run.Id);
        }
    }

    private async Task TryBeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await run.BeatAsync(cancellationToken).ConfigureAwait(false))
                lease.Revoke();
        }
        catch (GridException error)
        {
            surroundings.Logger.LogInformation(error, "The blob store did not answer the run of session {Session}; it is asked again.", run.Id);
        }
    }
}
