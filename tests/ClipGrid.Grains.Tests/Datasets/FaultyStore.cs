using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>A real store whose disk is full, or holds puts up, as long as a test wants.</summary>
internal sealed class FaultyStore(IBlobStore inner) : IBlobStore
{
    /// <summary>Names for which there is no room.</summary>
    public Func<string, bool> IsFull { get; set; } = static _ => false;

    /// <summary>Called before each put.</summary>
    public Func<string, Task> BeforePut { get; set; } = static _ => Task.CompletedTask;

    public async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        if (IsFull(name))
            throw new GridException(GridProblem.StorageFull, "There is no room left: free some space.");
        await BeforePut(name).WaitAsync(cancellationToken);
        return await inner.PutAsync(name, content, condition, cancellationToken);
    }

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken) => inner.FindAsync(name, cancellationToken);

    public Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken) => inner.OpenAsync(name, range, cancellationToken);

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken) => inner.ListAsync(prefix, continuation, pageSize, cancellationToken);

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken) => inner.DeleteAsync(name, condition, cancellationToken);
}
