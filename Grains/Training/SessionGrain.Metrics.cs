using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training;

/// <summary>What was measured and what happened: asked of the run while there is one, read from the blob store else.</summary>
internal sealed partial class SessionGrain
{
    private const int LargestPage = 5000;
    private const int LargestEventPage = 1000;
    private MetricLog? _stored;
    private long _storedAttempt;

    public Task<ImmutableArray<MetricPoint>> GetMetricsAsync(long afterStep, int top, CancellationToken cancellationToken)
    {
        RequireExisting();
        if (afterStep < 0 || top is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"The metrics of {top} steps after step {afterStep} were asked for: ask for 1 to 5,000 after step 0 or later.");
        return AskAsync(run => run.GetMetricsAsync(afterStep, top, cancellationToken), log => log.ReadAsync(afterStep, top, cancellationToken));
    }

    public Task<MetricHistory> GetHistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        RequireExisting();
        return AskAsync(run => run.GetHistoryAsync(request, cancellationToken), log => log.ReadHistoryAsync(request, cancellationToken));
    }

    public Task<ImmutableArray<CheckpointInfo>> GetCheckpointsAsync(CancellationToken cancellationToken)
    {
        RequireExisting();
        return CheckpointCatalog.ReadAsync(Id, blobs, cancellationToken);
    }

    public Task<ImmutableArray<SessionEvent>> GetEventsAsync(long afterNumber, int top, CancellationToken cancellationToken)
    {
        RequireExisting();
        if (afterNumber < 0 || top is < 1 or > LargestEventPage)
            throw new GridException(GridProblem.Invalid, $"{top} events after event {afterNumber} were asked for: ask for 1 to 1,000 after event 0 or later.");
        return _journal.ReadAsync(afterNumber, top, cancellationToken);
    }

    public async IAsyncEnumerable<MetricPoint> WatchAsync(long afterStep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RequireExisting();
        for (long step = Math.Max(0, afterStep); ;)
        {
            // Asked before reading: what an ended session has stored is all that will come.
            bool isActive = SessionMoves.IsActive(Record.State);
            Task changed = _changed.Task;
            long before = step;
            await foreach (MetricPoint point in NextAsync(step, cancellationToken))
            {
                step = point.Step;
                yield return point;
            }
            if (!isActive && step == before)
                yield break;
            if (step == before)
                await Task.WhenAny(changed, Task.Delay(Period, time, cancellationToken));
        }
    }

    // The points that the run tells until it ends, or a page of those that are stored.
    private async IAsyncEnumerable<MetricPoint> NextAsync(long step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Record.Host is null)
        {
            foreach (MetricPoint point in await Stored().ReadAsync(step, LargestPage, cancellationToken))
                yield return point;
            yield break;
        }
        await using IAsyncEnumerator<MetricPoint> points = HostOf(Record.Attempt).WatchAsync(step, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await TryMoveAsync(points))
            yield return points.Current;
    }

    private static async Task<bool> TryMoveAsync(IAsyncEnumerator<MetricPoint> points)
    {
        try
        {
            return await points.MoveNextAsync();
        }
        catch (Exception error) when (IsAway(error) || error is EnumerationAbortedException)
        {
            return false;
        }
    }

    private async Task<T> AskAsync<T>(Func<ISessionHostGrain, Task<T>> ask, Func<MetricLog, Task<T>> read)
    {
        if (Record.Host is not null)
            try
            {
                return await ask(HostOf(Record.Attempt)).WaitAsync(LongestCall, time);
            }
            catch (Exception error) when (IsAway(error))
            {
                // The run has just ended, or its silo is gone: what it stored is what there is.
            }
        return await read(Stored());
    }

    // Read afresh after every run.
    private MetricLog Stored()
    {
        if (_stored is null || _storedAttempt != Record.Attempt)
        {
            (_stored, _storedAttempt) = (new MetricLog(Id, blobs), Record.Attempt);
            _stored.Close();
        }
        return _stored;
    }
}
