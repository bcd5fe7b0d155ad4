using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Events;

internal sealed partial class SessionJournal
{
    /// <summary>Stored events after a number, the oldest first. Where memory has some, the store is not asked.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public Task<ImmutableArray<SessionEvent>> ReadAsync(long afterNumber, int top, CancellationToken cancellationToken) =>
        ReadAsync(afterNumber, top, _ => true, cancellationToken);

    /// <summary>The evaluations among the stored events after a number, the oldest first.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public Task<ImmutableArray<SessionEvent>> ReadEvaluationsAsync(long afterNumber, int top, CancellationToken cancellationToken) =>
        ReadAsync(afterNumber, top, one => one.Kind == SessionEventKind.Evaluated, cancellationToken);

    private async Task<ImmutableArray<SessionEvent>> ReadAsync(long afterNumber, int top, Func<StoredEvent, bool> filter, CancellationToken cancellationToken)
    {
        if (afterNumber >= Count)
            await LoadLastAsync(cancellationToken).ConfigureAwait(false);
        ImmutableArray<SessionEvent>.Builder events = ImmutableArray.CreateBuilder<SessionEvent>();
        long last = Count;
        for (long number = Math.Max(0, afterNumber); number < last && events.Count < top;)
        {
            long first = SessionEventChunk.FirstOf(number + 1);
            SessionEventChunk chunk = await GetAsync(first, cancellationToken).ConfigureAwait(false);
            for (int index = (int)(number + 1 - first); index < chunk.Events.Length && events.Count < top; index++)
                if (filter(chunk.Events[index]))
                    events.Add(chunk.Events[index].ToEvent(first + index));
            number = first - 1 + SessionEventChunk.Size;
        }
        return events.ToImmutable();
    }

    private async Task<SessionEventChunk> GetAsync(long first, CancellationToken cancellationToken)
    {
        lock (_lock)
            if (_last?.FirstNumber == first)
                return _last;
        return (await _stored.FindAsync(first, cancellationToken).ConfigureAwait(false))?.Chunk
            ?? throw new GridException(GridProblem.Corrupt, $"The events of session {id} from {first} on are missing: restore {Storage.GridPaths.SessionEvents(id, first)} from a backup.");
    }
}
