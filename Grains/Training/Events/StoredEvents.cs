using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Events;

/// <summary>
/// A session's events in the blob store. What is written is never changed; a chunk that is not full is written again with more of them,
/// on condition that nobody else did. So a number has one event for ever, whoever writes.
/// </summary>
internal sealed class StoredEvents(SessionId id, IBlobStore blobs)
{
    /// <summary>The chunk that begins with a number, and its tag; null if there is none.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<(SessionEventChunk Chunk, string ETag)?> FindAsync(long firstNumber, CancellationToken cancellationToken)
    {
        string name = GridPaths.SessionEvents(id, firstNumber);
        (SessionEventChunk Value, string ETag)? found = await blobs.FindJsonAsync<SessionEventChunk>(name, SessionEventChunk.CurrentFormat, cancellationToken).ConfigureAwait(false);
        if (found is { } read && (read.Value.FirstNumber != firstNumber || read.Value.Events.IsDefault || read.Value.Events.Length is < 1 or > SessionEventChunk.Size))
            throw new GridException(GridProblem.Corrupt, $"{name} does not hold 1 to {SessionEventChunk.Size} events from number {firstNumber} on: restore it from a backup, or start a new session.");
        return found;
    }

    /// <summary>The tag of the chunk that begins with a number, or null if there is none.</summary>
    /// <exception cref="GridException">Unavailable.</exception>
    public async Task<string?> FindTagAsync(long firstNumber, CancellationToken cancellationToken) =>
        (await blobs.FindAsync(GridPaths.SessionEvents(id, firstNumber), cancellationToken).ConfigureAwait(false))?.ETag;

    /// <summary>The first number of the last chunk; 1 if there is none.</summary>
    /// <exception cref="GridException">Unavailable.</exception>
    public async Task<long> FindLastAsync(CancellationToken cancellationToken)
    {
        long count = 0;
        // The chunks before the last are full, and there is none missing.
        await foreach (BlobInfo _ in blobs.ListAllAsync(GridPaths.SessionEvents(id), cancellationToken).ConfigureAwait(false))
            count++;
        return Math.Max(0, count - 1) * SessionEventChunk.Size + 1;
    }

    /// <summary>Writes a chunk; returns its tag.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="etag">The tag of what is there of it, or null if nothing is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Conflict: somebody else wrote it. StorageFull, Unavailable.</exception>
    public async Task<string> PutAsync(SessionEventChunk chunk, string? etag, CancellationToken cancellationToken) =>
        (await blobs.PutJsonAsync(GridPaths.SessionEvents(id, chunk.FirstNumber), chunk, etag is null ? BlobCondition.IfAbsent : BlobCondition.IfMatch(etag), cancellationToken).ConfigureAwait(false)).ETag;
}
