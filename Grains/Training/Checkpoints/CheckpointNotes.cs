using System.Collections.Immutable;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>What was said of checkpoints that are still being stored. Safe for any number of callers.</summary>
internal sealed class CheckpointNotes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, ImmutableSortedDictionary<string, double>> _metrics = [];
    private long? _best;

    /// <summary>Notes what was measured at a step.</summary>
    public void Attach(long step, ImmutableSortedDictionary<string, double> metrics)
    {
        lock (_lock)
            _metrics[step] = metrics;
    }

    /// <summary>Notes that a step is the best so far.</summary>
    public void MarkBest(long step)
    {
        lock (_lock)
            _best = step;
    }

    /// <summary>A checkpoint with what was noted of its step.</summary>
    public StoredCheckpoint On(StoredCheckpoint stored)
    {
        lock (_lock)
            return stored with { Metrics = _metrics.GetValueOrDefault(stored.Step, stored.Metrics), IsBest = stored.IsBest || _best == stored.Step };
    }

    /// <summary>Forgets all of a step and of those before it.</summary>
    public void Forget(long step)
    {
        lock (_lock)
        {
            foreach (long old in _metrics.Keys.Where(old => old <= step).ToList())
                _metrics.Remove(old);
            _best = _best > step ? _best : null;
        }
    }
}
