using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Client;

/// <summary>Following sessions.</summary>
public sealed partial class GridSessions
{
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Metrics of steps after <paramref name="afterStep"/>, those to come included, each step once, until the session ends or pauses. Where
    /// the stream breaks (a silo went away) it goes on after the last step that was seen. Leaving the loop does not end the session.
    /// </summary>
    /// <exception cref="GridException">NotFound. Unavailable: no silo answers for a minute.</exception>
    public async IAsyncEnumerable<MetricPoint> WatchAsync(SessionId id, long afterStep = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long last = afterStep;
        long heard = _calls.Time.GetTimestamp();
        while (true)
        {
            bool isBroken = false;
            await using IAsyncEnumerator<MetricPoint> points = Grain(_calls.Grains(), id).WatchAsync(last, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    // Each time: what a reader does between two points is not this stream's.
                    (await _calls.CallerAsync()).Show();
                    if (!await points.MoveNextAsync())
                        break;
                    heard = _calls.Time.GetTimestamp();
                }
                catch (Exception e)
                {
                    Exception told = e is GridException ? e : _calls.Told(e, cancellationToken);
                    if (told is not GridException { Problem: GridProblem.Unavailable } || _calls.Time.GetElapsedTime(heard) > LongestOutage)
                        throw told;
                    isBroken = true;
                    break;
                }
                if (points.Current.Step > last)
                {
                    last = points.Current.Step;
                    yield return points.Current;
                }
            }
            if (!isBroken)
                yield break;
            await Task.Delay(_calls.Options.PollInterval, _calls.Time, cancellationToken);
        }
    }

    /// <summary>Waits until a session is completed, failed, cancelled or paused, and returns it so. Cancelling the token does not end the session.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<SessionInfo> WaitAsync(SessionId id, IProgress<SessionInfo>? progress = null, CancellationToken cancellationToken = default) =>
        Polling.LastAsync(
            Polling.WatchAsync(
                _calls,
                token => GetAsync(id, token),
                info => info.State is SessionState.Completed or SessionState.Failed or SessionState.Cancelled or SessionState.Paused,
                cancellationToken),
            info => progress?.Report(info));
}
