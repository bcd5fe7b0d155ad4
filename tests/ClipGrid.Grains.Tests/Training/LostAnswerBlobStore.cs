using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A store that does some of the puts and loses their answer.</summary>
internal sealed class LostAnswerBlobStore(IBlobStore store, Func<string, bool> loses) : IBlobStore
{
    public async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        BlobInfo written = await store.PutAsync(name, content, condition, cancellationToken);
        return loses(name) ? throw new GridException(GridProblem.Unavailable, $"Nobody says whether {name} was written.") : written;
    }

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    public Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken) => store.OpenAsync(name, range, cancellationToken);

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) => store.ListAsync(prefix, continuation, pageSize, cancellationToken);

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) => store.DeleteAsync(name, condition, cancellationToken);
}
