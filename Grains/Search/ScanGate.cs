using System.Diagnostics.Metrics;

namespace ClipGrid.Grains.Search;

/// <summary>
/// How many scans of a silo compute at once, over all partitions and searches: as many as there are cores, so that together they use
/// the machine and none of them gains by crowding it. Who waits is served in order. Safe for any number of callers.
/// </summary>
internal sealed class ScanGate : IDisposable
{
    // How many scans their mean time is of: about a second's. Of fewer, one that the machine stopped for a while would make all look slow.
    private const int MeanCount = 1024;

    private readonly Meter _meter = new(SearchMeter.Name);
    private readonly SemaphoreSlim _places;
    private readonly TimeProvider _time;
    private readonly int _width;
    private int _waitingCount;
    private double _meanSeconds;
    private long _count;

    /// <summary>A gate as wide as the machine.</summary>
    /// <param name="time">Measures.</param>
    public ScanGate(TimeProvider time)
        : this(Environment.ProcessorCount, time)
    {
    }

    /// <summary>A gate for <paramref name="width"/> scans at once.</summary>
    public ScanGate(int width, TimeProvider time)
    {
        (_places, _time, _width) = (new SemaphoreSlim(width), time, width);
        _meter.CreateObservableGauge("clipgrid.search.backlog", () => Backlog.TotalSeconds, "s", "Time that a scan of a partition which came now would wait for its turn.");
    }

    /// <summary>How long a scan that came now would wait for its turn, by what scans took lately.</summary>
    public TimeSpan Backlog => TimeSpan.FromSeconds(Volatile.Read(ref _waitingCount) * Volatile.Read(ref _meanSeconds) / _width);

    /// <summary>Runs a scan on the thread pool when its turn comes.</summary>
    public async Task<T> RunAsync<T>(Func<T> scan, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waitingCount);
        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waitingCount);
        }
        try
        {
            long begun = _time.GetTimestamp();
            T result = await Task.Run(scan, cancellationToken).ConfigureAwait(false);
            Learn(_time.GetElapsedTime(begun).TotalSeconds);
            return result;
        }
        finally
        {
            _places.Release();
        }
    }

    // Of two that end at once one may be forgotten: it is a mean of many.
    private void Learn(double seconds)
    {
        double mean = Volatile.Read(ref _meanSeconds);
        Volatile.Write(ref _meanSeconds, mean + ((seconds - mean) / Math.Min(Interlocked.Increment(ref _count), MeanCount)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter.Dispose();
        _places.Dispose();
    }
}
