using System.Threading.Channels;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>
/// Keeps a board at a session's newest step: first its history in few buckets, then what comes, several steps at a time. Where the board
/// has missed something, where many steps have been added, or where the session went back to an earlier step, it begins again with the
/// history, so that nothing is missing, shown twice, or grows without end.
/// </summary>
internal sealed class CurveFeed(GridSessions sessions, ICurveBoard board, TimeProvider time)
{
    /// <summary>The most buckets of a history; more than a chart has pixels is of no use.</summary>
    public const int BucketCount = 600;

    // More than a history, because a range of no more steps comes step by step.
    private const int RefinedCount = 2 * BucketCount;

    // As many again, and the history is asked for anew.
    private const int MostAdded = 2 * BucketCount;

    // Bounded: a browser that draws slowly makes the stream wait, not the memory grow.
    private const int MostWaiting = 2_000;

    private static readonly TimeSpan BatchPause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan CalmPause = TimeSpan.FromSeconds(2);

    private Action? _restart;

    /// <summary>When the session's first step ended, once that is known.</summary>
    public DateTimeOffset? Origin { get; private set; }

    /// <summary>Begins again with the history. Call it where <see cref="FollowAsync"/> was called: on the page's own turns.</summary>
    public void Restart() => _restart?.Invoke();

    /// <summary>Follows a session until it is cancelled, through pauses, outages and lost connections.</summary>
    /// <exception cref="GridException">NotFound: the session.</exception>
    public async Task FollowAsync(SessionLook look, CancellationToken cancellationToken)
    {
        while (true)
        {
            using CancellationTokenSource round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                _restart = round.Cancel;
                await FollowOnceAsync(look, round.Token);
            }
            catch (GridException e) when (e.Problem != GridProblem.NotFound)
            {
                await Task.Delay(CalmPause, time, cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Restarted, or the browser did not answer in time: begin again, but not in a hurry.
                await Task.Delay(BatchPause, time, cancellationToken);
            }
            finally
            {
                _restart = null;
            }
        }
    }

    /// <summary>Some steps in finer buckets.</summary>
    public async Task<CurveHistory> RefineAsync(SessionLook look, long firstStep, long lastStep, CancellationToken cancellationToken)
    {
        MetricHistory history = await sessions.GetHistoryAsync(look.Id, new HistoryRequest { FirstStep = firstStep, LastStep = lastStep, BucketCount = RefinedCount }, cancellationToken);
        return CurveShape.Of(history, look, Origin ?? Start(history));
    }

    // Returns when the history must be asked for again.
    private async Task FollowOnceAsync(SessionLook look, CancellationToken cancellationToken)
    {
        MetricHistory history = await sessions.GetHistoryAsync(look.Id, new HistoryRequest { BucketCount = BucketCount }, cancellationToken);
        Origin = Start(history);
        await board.ReplaceAsync(CurveShape.Of(history, look, Origin.Value));
        long last = history.LastStep;
        int added = 0;
        Channel<MetricPoint> coming = Channel.CreateBounded<MetricPoint>(MostWaiting);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pump = PumpAsync(look.Id, last, coming.Writer, ending.Token);
        try
        {
            List<MetricPoint> batch = [];
            while (await coming.Reader.WaitToReadAsync(cancellationToken))
            {
                batch.Clear();
                while (coming.Reader.TryRead(out MetricPoint? point))
                    batch.Add(point);
                if (last == 0)
                    Origin = batch[0].At;
                last = batch[^1].Step;
                added += batch.Count;
                if (await board.AppendAsync(look.Id, CurveShape.Of(batch, Origin.Value)) != last || added > MostAdded)
                    return;
                await Task.Delay(BatchPause, time, cancellationToken);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await pump;
        }
        await GrowAsync(look.Id, last, cancellationToken);
    }

    // A session that paused or ended has no more to tell until it goes on.
    private async Task GrowAsync(SessionId id, long last, CancellationToken cancellationToken)
    {
        while ((await sessions.GetAsync(id, cancellationToken)).Step <= last)
            await Task.Delay(CalmPause, time, cancellationToken);
    }

    private async Task PumpAsync(SessionId id, long afterStep, ChannelWriter<MetricPoint> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (MetricPoint point in sessions.WatchAsync(id, afterStep, cancellationToken))
                await writer.WriteAsync(point, cancellationToken);
            writer.Complete();
        }
        catch (Exception e) when (e is GridException or OperationCanceledException)
        {
            // Told to the one that reads, who begins again.
            writer.Complete(e);
        }
    }

    private DateTimeOffset Start(MetricHistory history) => history.Times.IsEmpty ? time.GetUtcNow() : history.Times[0];
}
