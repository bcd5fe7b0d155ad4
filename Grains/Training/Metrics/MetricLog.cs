using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// A session's metrics: the newest in memory, all up to the last checkpoint in the blob store, each step once. Safe for any number
/// of readers and one writer.
/// </summary>
internal sealed class MetricLog(SessionId id, IBlobStore blobs)
{
    private const int ChunkSize = 5000;
    private const int KeptCount = 10_000;
    private readonly Lock _lock = new();
    // Ascending steps without a gap; everything that is not stored yet is here.
    private readonly List<MetricPoint> _points = [];
    private long _storedTo;
    private long _epoch;
    private TaskCompletionSource _changed = NewSignal();
    private bool _isClosed;

    /// <summary>Whether no further point will come.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _isClosed;
        }
    }

    /// <summary>Adds the next step's point.</summary>
    public void Add(MetricPoint point)
    {
        lock (_lock)
        {
            _points.Add(point);
            if (_points.Count > 2 * KeptCount)
                _points.RemoveRange(0, Math.Min(_points.FindLastIndex(one => one.Step <= _storedTo) + 1, KeptCount));
            Signal();
        }
    }

    /// <summary>Says that no further point will come.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Signal();
        }
    }

    /// <summary>Completes when there may be more than a reader has seen, or the log is closed.</summary>
    public Task WaitAsync(long afterStep, CancellationToken cancellationToken)
    {
        lock (_lock)
            return _isClosed || _points is [.., var last] && last.Step > afterStep ? Task.CompletedTask : _changed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stores all points up to a step that are not stored yet.</summary>
    /// <exception cref="GridException">StorageFull, Unavailable.</exception>
    public async Task StoreAsync(long step, CancellationToken cancellationToken)
    {
        MetricPoint[] fresh;
        lock (_lock)
            fresh = [.. _points.Where(point => point.Step > _storedTo && point.Step <= step)];
        foreach (MetricPoint[] chunk in fresh.Chunk(ChunkSize))
        {
            await blobs.PutJsonAsync(new MetricChunk(chunk[0].Step, _epoch).NameIn(id), chunk, BlobCondition.None, cancellationToken).ConfigureAwait(false);
            lock (_lock)
                _storedTo = chunk[^1].Step;
        }
    }

    /// <summary>Forgets all after a step: a run goes on from there and measures them again.</summary>
    /// <param name="step">The step.</param>
    /// <param name="epoch">The run's; what a run of a lower one may still write is passed over.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Unavailable.</exception>
    public async Task TruncateAsync(long step, long epoch, CancellationToken cancellationToken)
    {
        await foreach (BlobInfo blob in blobs.ListAllAsync(GridPaths.SessionMetrics(id), cancellationToken).ConfigureAwait(false))
            if (MetricChunk.Parse(blob.Name).FirstStep > step)
                await blobs.DeleteAsync(blob.Name, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        lock (_lock)
            (_storedTo, _epoch) = (step, epoch);
    }

    /// <summary>Points of steps after <paramref name="afterStep"/>, the oldest first.</summary>
    /// <exception cref="GridException">Corrupt, Unavailable.</exception>
    public async Task<ImmutableArray<MetricPoint>> ReadAsync(long afterStep, int top, CancellationToken cancellationToken)
    {
        if (TryReadMemory(afterStep, top, out ImmutableArray<MetricPoint> fresh))
            return fresh;
        ImmutableArray<MetricPoint>.Builder points = ImmutableArray.CreateBuilder<MetricPoint>();
        List<MetricChunk> chunks = await MetricChunk.ListAsync(blobs, id, cancellationToken).ConfigureAwait(false);
        int first = Math.Max(0, chunks.FindLastIndex(one => one.FirstStep <= afterStep + 1));
        long last = afterStep;
        foreach (MetricChunk stored in chunks.Skip(first).TakeWhile(_ => points.Count < top))
            if (await blobs.FindJsonAsync<MetricPoint[]>(stored.NameIn(id), 0, cancellationToken).ConfigureAwait(false) is { } chunk)
                foreach (MetricPoint point in chunk.Value.Where(point => point.Step > last).Take(top - points.Count))
                {
                    points.Add(point);
                    last = point.Step;
                }
        if (points.Count < top && TryReadMemory(last, top - points.Count, out fresh))
            points.AddRange(fresh);
        return points.ToImmutable();
    }

    private bool TryReadMemory(long afterStep, int top, out ImmutableArray<MetricPoint> points)
    {
        lock (_lock)
        {
            bool isHere = _points is [var first, ..] && first.Step <= afterStep + 1;
            points = isHere ? [.. _points.Skip((int)Math.Min(_points.Count, afterStep + 1 - _points[0].Step)).Take(top)] : [];
            return isHere;
        }
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
