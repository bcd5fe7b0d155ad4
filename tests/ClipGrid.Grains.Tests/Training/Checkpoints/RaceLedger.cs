using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>What was acknowledged, and what has been seen of a session's head, call by call.</summary>
internal sealed class RaceLedger(SessionId id)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _acknowledged = [];
    private readonly HashSet<long> _pinned = [];
    private readonly List<string> _violations = [];
    private SessionHead? _last;

    public List<string> Violations
    {
        get
        {
            lock (_lock)
                return [.. _violations];
        }
    }

    /// <summary>How many saves were acknowledged.</summary>
    public int SaveCount { get; private set; }

    /// <summary>A save was acknowledged: the next look must have seen it.</summary>
    public void Acknowledge(string inPrefix)
    {
        lock (_lock)
        {
            SaveCount++;
            _acknowledged.Add(inPrefix);
        }
    }

    /// <summary>A pin was acknowledged: it holds from now on.</summary>
    public void Pin(long step)
    {
        lock (_lock)
            _pinned.Add(step);
    }

    /// <summary>Looks at the head after a call.</summary>
    public void Look(IEnumerable<string> broken, SessionHead head)
    {
        lock (_lock)
        {
            _violations.AddRange(broken);
            if (_last is { } last && (head.Epoch < last.Epoch || head.Beat < last.Beat))
                _violations.Add($"Epoch {last.Epoch}, beat {last.Beat} was followed by epoch {head.Epoch}, beat {head.Beat}.");
            foreach (string prefix in head.Checkpoints.Select(one => one.Prefix).Where(_seen.Add))
                if (CheckpointPrefix.EpochOf(id, prefix) != head.Epoch)
                    _violations.Add($"{prefix} became visible in epoch {head.Epoch}.");
            foreach (string inPrefix in _acknowledged.Where(one => !_seen.Any(prefix => prefix.Contains(one, StringComparison.Ordinal))))
                _violations.Add($"{inPrefix} was acknowledged and never counted.");
            _acknowledged.Clear();
            foreach (long step in _pinned.Where(step => !head.Checkpoints.Any(one => one.Step == step && one.IsPinned)))
                _violations.Add($"The pin of step {step} is gone.");
            if (head.Checkpoints.Count(one => one.IsBest) > 1)
                _violations.Add("Two are the best.");
            _last = head;
        }
    }
}
