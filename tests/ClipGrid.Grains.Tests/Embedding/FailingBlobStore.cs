using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>A store that dies at a put: neither this one nor any later one happens.</summary>
internal sealed class FailingBlobStore(IBlobStore blobs, int putCount) : IBlobStore
{
    private int _putCount = putCount;

    public Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _putCount) < 0 ? throw new IOException("The process ends here.") : blobs.PutAsync(name, content, condition, cancellationToken);

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => blobs.FindAsync(name, cancellationToken);

    public Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken) => blobs.OpenAsync(name, range, cancellationToken);

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) => blobs.ListAsync(prefix, continuation, pageSize, cancellationToken);

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) => blobs.DeleteAsync(name, condition, cancellationToken);
}
