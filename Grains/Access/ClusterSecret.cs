using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Access;

/// <summary>By what silos know each other: a key that the first one draws and leaves in the blob store, where only silos get at it.</summary>
internal sealed class ClusterSecret(IBlobStore store)
{
    private readonly Lock _lock = new();
    private Task<string>? _text;

    /// <summary>Its text; read once.</summary>
    /// <exception cref="GridException">Unavailable: the store.</exception>
    public Task<string> GetAsync()
    {
        lock (_lock)
        {
            if (_text is null or { IsFaulted: true } or { IsCanceled: true })
                _text = Task.Run(() => ReadOrDrawAsync(CancellationToken.None));
            return _text;
        }
    }

    private async Task<string> ReadOrDrawAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(GridPaths.ClusterSecret, cancellationToken).ConfigureAwait(false) is not null)
                return System.Text.Encoding.ASCII.GetString(await store.GetAsync(GridPaths.ClusterSecret, null, cancellationToken).ConfigureAwait(false));
            try
            {
                await store.PutAsync(GridPaths.ClusterSecret, System.Text.Encoding.ASCII.GetBytes(ApiKeyText.Draw().Text), BlobCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            }
            catch (GridException error) when (error.Problem == GridProblem.Conflict)
            {
                // Another silo was first: its secret is the one.
            }
        }
    }
}
