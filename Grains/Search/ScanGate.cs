namespace ClipGrid.Grains.Search;

/// <summary>
/// How many scans of a silo compute at once, over all partitions and searches: as many as there are cores, so that together they use
/// the machine and none of them gains by crowding it. Who waits is served in order. Safe for any number of callers.
/// </summary>
internal sealed class ScanGate(int width) : IDisposable
{
    private readonly SemaphoreSlim _places = new(width);

    /// <summary>A gate as wide as the machine.</summary>
    public ScanGate()
        : this(Environment.ProcessorCount)
    {
    }

    /// <summary>Runs a scan on the thread pool when its turn comes.</summary>
    public async Task<T> RunAsync<T>(Func<T> scan, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(scan, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
