using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Metrics;

/// <summary>A store that tells of every blob that is opened.</summary>
internal sealed class CountingBlobStore(IBlobStore store, Action<string> opened) : IBlobStore
{
    public Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) => store.PutAsync(name, content, condition, cancellationToken);

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    public Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        opened(name);
        return store.OpenAsync(name, range, cancellationToken);
    }

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) => store.ListAsync(prefix, continuation, pageSize, cancellationToken);

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) => store.DeleteAsync(name, condition, cancellationToken);
}
