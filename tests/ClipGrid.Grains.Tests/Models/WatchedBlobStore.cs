using System.Collections.Concurrent;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>A real store that counts what is opened and may be made to do something before each put.</summary>
internal sealed class WatchedBlobStore(IBlobStore inner) : IBlobStore
{
    public ConcurrentDictionary<string, int> OpenCounts { get; } = new(StringComparer.Ordinal);

    public Func<string, Task> BeforePut { get; set; } = _ => Task.CompletedTask;

    public async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        await BeforePut(name);
        cancellationToken.ThrowIfCancellationRequested();
        return await inner.PutAsync(name, content, condition, cancellationToken);
    }

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => inner.FindAsync(name, cancellationToken);

    public Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        OpenCounts.AddOrUpdate(name, 1, (_, count) => count + 1);
        return inner.OpenAsync(name, range, cancellationToken);
    }

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) => inner.ListAsync(prefix, continuation, pageSize, cancellationToken);

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) => inner.DeleteAsync(name, condition, cancellationToken);

    /// <summary>Names of all blobs.</summary>
    public async Task<string[]> NamesAsync()
    {
        List<string> names = [];
        await foreach (BlobInfo blob in inner.ListAllAsync("", CancellationToken.None))
            names.Add(blob.Name);
        return [.. names];
    }
}
