using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>A store whose calls a test may change, each by one member.</summary>
internal abstract class WrappedBlobStore(IBlobStore store) : IBlobStore
{
    protected IBlobStore Inner => store;

    public virtual Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) =>
        AroundAsync($"put {name}", () => store.PutAsync(name, content, condition, cancellationToken));

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => AroundAsync($"find {name}", () => store.FindAsync(name, cancellationToken));

    public virtual Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken) =>
        AroundAsync($"open {name}", () => store.OpenAsync(name, range, cancellationToken));

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) =>
        AroundAsync($"list {prefix}", () => store.ListAsync(prefix, continuation, pageSize, cancellationToken));

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) =>
        AroundAsync($"delete {name}", () => store.DeleteAsync(name, condition, cancellationToken));

    /// <summary>Around each call.</summary>
    protected virtual Task<T> AroundAsync<T>(string call, Func<Task<T>> actAsync) => actAsync();
}
