namespace ClipGrid.Grains.Storage.Files;

/// <summary>A held lock of <see cref="BlobLocks"/>.</summary>
internal sealed class BlobLock(SemaphoreSlim turn, FileStream file) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        turn.Release();
    }
}
