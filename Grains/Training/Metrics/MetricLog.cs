using System.Runtime.InteropServices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// A session's metrics: the newest in memory, all up to the last checkpoint in the blob store, each step once. What is stored is whole
/// chunks of at most 4,096 steps; the newest is written again with each checkpoint until it has as many. Safe for any number of readers
/// and one writer, whose calls of <see cref="StoreAsync"/> and <see cref="TruncateAsync"/> follow one another.
/// </summary>
internal sealed partial class MetricLog(SessionId id, IBlobStore blobs)
{
    private const int KeptCount = 10_000;
    private readonly StoredMetrics _stored = new(id, blobs);
    private readonly Lock _lock = new();
    // Ascending steps without a gap; everything that is not stored yet is here, and all of the chunk that is still open.
    private readonly List<MetricPoint> _points = [];
    private MetricGeneration _generation;
    private long? _openFirst;
    private long _storedTo;
    private long? _unsummarised;
    private TaskCompletionSource _changed = NewSignal();
    private bool _isWriter;
    private bool _isHalfCut;
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
    /// <exception cref="InvalidOperationException">It is not the next step's.</exception>
    public void Add(MetricPoint point)
    {
        lock (_lock)
        {
            long before = _points is [.., var last] ? last.Step : _storedTo;
            // Only a log that nobody has cut may begin anywhere.
            if (_points.Count > 0 || _isWriter ? point.Step != before + 1 : point.Step <= before)
                throw new InvalidOperationException($"Step {point.Step} was measured after step {before}: cut the log before a session goes on from another step.");
            _points.Add(point);
            if (_points.Count > 2 * KeptCount)
                _points.RemoveRange(0, (int)Math.Clamp(Math.Min(_openFirst ?? 0, _storedTo + 1) - _points[0].Step, 0, KeptCount));
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
    /// <exception cref="GridException">WrongState: the last call of <see cref="TruncateAsync"/> failed. StorageFull, Unavailable.</exception>
    public async Task StoreAsync(long step, CancellationToken cancellationToken)
    {
        while (NextChunk(step) is { } chunk)
        {
            if (_isHalfCut)
                throw new GridException(GridProblem.WrongState, $"The metrics of session {id} were to be cut and that failed: cut them again before more are stored, for what is stored now would not count.");
            await _stored.PutAsync(_generation, chunk, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                bool isClosed = chunk.LastStep == MetricChunk.EndOfCell(chunk.LastStep);
                _storedTo = chunk.LastStep;
                _openFirst = isClosed ? chunk.LastStep + 1 : chunk.FirstStep;
                _unsummarised = isClosed ? chunk.FirstStep : _unsummarised;
            }
            // Within the loop: the next chunk may belong to another summary.
            await SummariseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets all after a step: a run goes on from there and measures them again.</summary>
    /// <param name="step">The step.</param>
    /// <param name="epoch">The run's; what a run of a lower one may still write is passed over.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Conflict: a run of a higher epoch has taken over. Corrupt, NewerFormat, StorageFull, Unavailable.</exception>
    public async Task TruncateAsync(long step, long epoch, CancellationToken cancellationToken)
    {
        _isHalfCut = true;
        MetricOpening opening = await _stored.CutAsync(step, epoch, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            (_generation, _openFirst, _storedTo, _isWriter) = (opening.Generation, opening.FirstStep, step, true);
            _points.Clear();
            _points.AddRange(opening.Points);
            _isHalfCut = false;
        }
    }

    // The open chunk with what is new up to a step, or null if nothing is.
    private MetricColumns? NextChunk(long step)
    {
        lock (_lock)
        {
            if (_points.Count == 0)
                return null;
            long first = _openFirst ?? _points[0].Step;
            long last = Math.Min(Math.Min(step, _points[^1].Step), MetricChunk.EndOfCell(Math.Max(first, _storedTo + 1)));
            return last <= _storedTo || last < first
                ? null
                : MetricColumns.Of(CollectionsMarshal.AsSpan(_points).Slice((int)(first - _points[0].Step), (int)(last - first + 1)));
        }
    }

    private async Task SummariseAsync(CancellationToken cancellationToken)
    {
        if (_unsummarised is not { } step)
            return;
        try
        {
            await _stored.PutSummaryAsync(step, cancellationToken).ConfigureAwait(false);
            _unsummarised = null;
        }
        catch (GridException)
        {
            // It only saves readers time, and the next chunk that is stored tries it again: a checkpoint does not fail for it.
        }
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
