using ClipGrid.Grains.Cluster;

namespace ClipGrid.Grains.Storage;

/// <summary>A blob store whose calls are measured.</summary>
internal sealed class MeteredBlobStore(IBlobStore store, StorageMeter meter, TimeProvider time) : IBlobStore
{
    /// <summary>The store that is measured.</summary>
    internal IBlobStore Measured => store;

    /// <inheritdoc/>
    public async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        BlobInfo put = await MeasureAsync("put", () => store.PutAsync(name, content, condition, cancellationToken)).ConfigureAwait(false);
        meter.Moved("write", put.Length);
        return put;
    }

    /// <inheritdoc/>
    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => MeasureAsync("find", () => store.FindAsync(name, cancellationToken));

    /// <inheritdoc/>
    public async Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        BlobContent open = await MeasureAsync("open", () => store.OpenAsync(name, range, cancellationToken)).ConfigureAwait(false);
        meter.Moved("read", range is { } part ? Math.Clamp(open.Info.Length - part.Offset, 0, part.Length) : open.Info.Length);
        return open;
    }

    /// <inheritdoc/>
    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) =>
        MeasureAsync("list", () => store.ListAsync(prefix, continuation, pageSize, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) =>
        MeasureAsync("delete", () => store.DeleteAsync(name, condition, cancellationToken));

    private async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> call)
    {
        long begun = time.GetTimestamp();
        string outcome = Outcome.Good;
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            outcome = Outcome.Of(error);
            throw;
        }
        finally
        {
            meter.Called(operation, outcome, time.GetElapsedTime(begun));
        }
    }
}
