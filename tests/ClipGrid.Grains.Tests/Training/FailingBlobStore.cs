using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A store that does not answer some of the puts.</summary>
internal sealed class FailingBlobStore(IBlobStore store, Func<string, bool> refuses) : IBlobStore
{
    public Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) => refuses(name)
        ? throw new GridException(GridProblem.Unavailable, $"{name} could not be written: the store does not answer.")
        : store.PutAsync(name, content, condition, cancellationToken);

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    public Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken) => store.OpenAsync(name, range, cancellationToken);

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) => store.ListAsync(prefix, continuation, pageSize, cancellationToken);

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) => store.DeleteAsync(name, condition, cancellationToken);
}
