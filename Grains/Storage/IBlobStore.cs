using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage;

/// <summary>
/// Named blobs. A put appears whole or not at all; conditions compare entity tags atomically. Safe for any number of callers.
/// Names are one or more segments joined by '/', see <see cref="BlobName"/>. What goes wrong is a <see cref="GridException"/>:
/// NotFound, Conflict (a condition did not hold), StorageFull, Unavailable, Invalid (the name).
/// </summary>
public interface IBlobStore
{
    /// <summary>Writes a blob from a stream, read from its position to its end. The stream stays the caller's.</summary>
    /// <exception cref="GridException">Conflict: the condition did not hold.</exception>
    Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken);

    /// <summary>What is known of a blob, or null if there is none.</summary>
    Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a blob for reading; the caller disposes of it. Its content is that of one put, even while others replace it:
    /// a store that keeps only the newest ends the reading with Conflict.</summary>
    /// <param name="name">The blob.</param>
    /// <param name="range">The bytes to read, or null for all. A range that ends past the blob is cut at its end, and may be empty then.</param>
    /// <param name="cancellationToken">Ends the call, and the reading.</param>
    /// <exception cref="GridException">NotFound: there is none.</exception>
    Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken);

    /// <summary>A page of the blobs whose names begin with <paramref name="prefix"/>, in ordinal order of names.</summary>
    /// <param name="prefix">The beginning, or "" for all.</param>
    /// <param name="continuation">The former page's <see cref="BlobPage.Continuation"/>, or null for the first page.</param>
    /// <param name="pageSize">Most entries, 1 to 5,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken);

    /// <summary>Deletes a blob. False if there was none.</summary>
    /// <exception cref="GridException">Conflict: the condition did not hold.</exception>
    Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken);
}
