using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Events;

internal sealed partial class SessionJournal
{
    private const int Attempts = 8;

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        for (int conflicts = 0; ;)
        {
            if (!_isSure)
                await LoadLastAsync(cancellationToken).ConfigureAwait(false);
            if (NextWrite() is not { } next)
                return;
            (_isSure, _hasTried) = (false, true);
            try
            {
                string tag = await _stored.PutAsync(next.Chunk, next.Tag, cancellationToken).ConfigureAwait(false);
                Show(next.Chunk, tag);
                (_isSure, conflicts) = (true, 0);
            }
            catch (GridException raced) when (raced.Problem == GridProblem.Conflict && ++conflicts < Attempts)
            {
                // Somebody else has written: number the events behind those.
            }
        }
    }

    private (SessionEventChunk Chunk, string? Tag)? NextWrite()
    {
        lock (_lock)
        {
            _writingCount = 0;
            if (_droppedCount > 0 && _waiting is [var oldest, ..])
            {
                _waiting.Insert(0, New(oldest.Step, SessionEventKind.Warning, $"{_droppedCount} events, lines of the log first, were dropped here: the blob store was away, and {MostWaiting} were waiting for it.", ImmutableSortedDictionary<string, double>.Empty));
                _droppedCount = 0;
            }
            if (_waiting.Count == 0)
                return null;
            bool isNew = _last is null || _last.Events.Length == SessionEventChunk.Size;
            SessionEventChunk chunk = isNew
                ? new() { Format = SessionEventChunk.CurrentFormat, FirstNumber = (_last?.FirstNumber ?? 1 - SessionEventChunk.Size) + SessionEventChunk.Size, Events = [] }
                : _last!;
            _writingCount = Math.Min(_waiting.Count, SessionEventChunk.Size - chunk.Events.Length);
            return (chunk with { Events = [.. chunk.Events, .. _waiting.Take(_writingCount)] }, isNew ? null : _lastTag);
        }
    }

    // The last chunk as it is stored now. Events that wait and are found stored wait no more.
    private async Task LoadLastAsync(CancellationToken cancellationToken)
    {
        (long first, string? tag) = Known();
        // With nothing known, a write whose answer was lost is in the first chunk if anywhere, whatever others have written since.
        if (first == 0)
            first = _hasTried ? 1 : await _stored.FindLastAsync(cancellationToken).ConfigureAwait(false);
        else if (tag is not null && await _stored.FindTagAsync(first, cancellationToken).ConfigureAwait(false) == tag)
            first = Count % SessionEventChunk.Size == 0 ? first + SessionEventChunk.Size : 0;
        while (first > 0 && await _stored.FindAsync(first, cancellationToken).ConfigureAwait(false) is { } found)
        {
            Show(found.Chunk, found.ETag);
            first = found.Chunk.Events.Length == SessionEventChunk.Size ? first + SessionEventChunk.Size : 0;
        }
    }

    private (long First, string? Tag) Known()
    {
        lock (_lock)
            return (_last?.FirstNumber ?? 0, _lastTag);
    }

    private void Show(SessionEventChunk chunk, string tag)
    {
        lock (_lock)
        {
            // A slower reader must not take back what is known.
            if (chunk.FirstNumber - 1 + chunk.Events.Length < (_last is null ? 0 : _last.FirstNumber - 1 + _last.Events.Length))
                return;
            (_last, _lastTag) = (chunk, tag);
            if (_waiting.Count == 0)
                return;
            HashSet<Guid> stored = [.. chunk.Events.Select(one => one.Id)];
            _writingCount = Math.Max(0, _writingCount - _waiting.RemoveAll(one => stored.Contains(one.Id)));
        }
    }
}
