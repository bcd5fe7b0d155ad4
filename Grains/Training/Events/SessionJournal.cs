using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Events;

/// <summary>
/// What happened to a session, in order. Events wait in memory until <see cref="FlushAsync"/> has stored them; then they have a number
/// and can be read. Several writers (a grain that is active twice for a moment) neither leave a gap nor double or lose a number: each
/// write goes on condition that nobody else has written. Safe for any number of callers.
/// </summary>
internal sealed partial class SessionJournal(SessionId id, IBlobStore blobs, TimeProvider time) : IDisposable
{
    private const int LongestText = 2000;
    private const int MostWaiting = 1000;
    private readonly StoredEvents _stored = new(id, blobs);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    // Those that a write is on its way with come first.
    private readonly List<StoredEvent> _waiting = [];
    private int _writingCount;
    // Whether the last write was answered: only then is it known what of what waits is stored.
    private bool _isSure;
    private bool _hasTried;
    private int _droppedCount;
    // The last chunk as far as it is known: what it has is so for ever, but it may have more by now.
    private SessionEventChunk? _last;
    private string? _lastTag;

    /// <summary>How many events wait to be stored.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>How many events are known to be stored; 0 before the first is read or written.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
                return _last is null ? 0 : _last.FirstNumber - 1 + _last.Events.Length;
        }
    }

    /// <summary>Adds an event to those that wait; takes the time now. Of more than 1,000 the oldest lines of the log are dropped, which a warning says.</summary>
    /// <param name="step">Steps done by now.</param>
    /// <param name="kind">What.</param>
    /// <param name="text">A sentence for people; cut to 2,000 characters, with … at its end.</param>
    /// <param name="values">What was measured, or null.</param>
    public void Append(long step, SessionEventKind kind, string text, ImmutableSortedDictionary<string, double>? values = null)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MostWaiting)
                DropOne();
            _waiting.Add(New(step, kind, text, values ?? ImmutableSortedDictionary<string, double>.Empty));
        }
    }

    /// <summary>Stores the events that wait, in their order. What cannot be stored waits on.</summary>
    /// <exception cref="GridException">Conflict: others write again and again. Corrupt, NewerFormat, StorageFull, Unavailable.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (WaitingCount == 0)
            return;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WriteAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
                _writingCount = 0;
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private void DropOne()
    {
        // The events of a write on its way may be stored already.
        int index = _waiting.FindIndex(_writingCount, one => one.Kind == SessionEventKind.Log);
        _waiting.RemoveAt(index >= 0 ? index : Math.Min(_writingCount, _waiting.Count - 1));
        _droppedCount++;
    }

    private StoredEvent New(long step, SessionEventKind kind, string text, ImmutableSortedDictionary<string, double> values) => new()
    {
        Id = Guid.NewGuid(),
        Step = step,
        At = time.GetUtcNow(),
        Kind = kind,
        Text = Cut(text),
        Values = values,
    };

    private static string Cut(string text)
    {
        if (text.Length <= LongestText)
            return text;
        // Not between the two halves of a character.
        int end = char.IsHighSurrogate(text[LongestText - 2]) ? LongestText - 2 : LongestText - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
