using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>What a run has to say, until its session has heard it. Safe for any number of callers.</summary>
internal sealed class RunVoice
{
    private const int MostUnheard = 1000;
    private readonly Lock _lock = new();
    private ImmutableList<RunEvent> _unheard = [];
    private long _number;

    /// <summary>What was not heard yet, the oldest first.</summary>
    public ImmutableArray<RunEvent> Unheard
    {
        get
        {
            lock (_lock)
                return [.. _unheard];
        }
    }

    /// <summary>Says something.</summary>
    public void Say(long step, SessionEventKind kind, string text, ImmutableSortedDictionary<string, double>? values = null)
    {
        lock (_lock)
        {
            _unheard = _unheard.Add(new RunEvent { Number = ++_number, Step = step, Kind = kind, Text = text, Values = values ?? ImmutableSortedDictionary<string, double>.Empty });
            // A session that does not hear for so long has its log cut at the oldest lines; what was measured stays.
            if (_unheard.Count > MostUnheard && _unheard.Find(told => told.Kind == SessionEventKind.Log) is { } line)
                _unheard = _unheard.Remove(line);
        }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Forget(long heard)
    {
        lock (_lock)
            _unheard = _unheard.RemoveAll(told => told.Number <= heard);
    }
}
