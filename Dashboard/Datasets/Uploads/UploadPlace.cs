namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>One of the places for uploads at the same time; given back once.</summary>
internal sealed class UploadPlace(SemaphoreSlim places) : IDisposable
{
    private int _isLeft;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            places.Release();
    }
}
