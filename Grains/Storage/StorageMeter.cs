using System.Diagnostics.Metrics;
using ClipGrid.Grains.Cluster;

namespace ClipGrid.Grains.Storage;

/// <summary>What a silo's blob store measures. Safe for any number of callers.</summary>
internal sealed class StorageMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Storage";

    private static readonly InstrumentAdvice<double> Times = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180] };

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _bytes;
    private long _retryCount;
    private volatile int _isOpen;

    /// <summary>Creates the instruments.</summary>
    public StorageMeter()
    {
        _durations = _meter.CreateHistogram("clipgrid.storage.duration", "s", "Time that a call to the blob store took, its repetitions included; of a read until the blob was open.", advice: Times);
        _bytes = _meter.CreateCounter<long>("clipgrid.storage.io", "By", "Bytes of blobs that were written, and of those that were opened.");
        // Observed, so that they are there at 0 too: what is alerted on must not begin with a gap.
        _meter.CreateObservableCounter("clipgrid.storage.retries", () => Interlocked.Read(ref _retryCount), "{request}", "Requests that were sent again.");
        _meter.CreateObservableGauge("clipgrid.storage.breaker.open", () => _isOpen, unit: null, "1 while no requests are sent because too many failed, else 0.");
    }

    /// <summary>Counts a call.</summary>
    public void Called(string operation, string outcome, TimeSpan duration) => _durations.Record(
        duration.TotalSeconds, new KeyValuePair<string, object?>("clipgrid.operation", operation), new KeyValuePair<string, object?>(Outcome.Tag, outcome));

    /// <summary>Counts bytes.</summary>
    public void Moved(string direction, long count) => _bytes.Add(count, new KeyValuePair<string, object?>("clipgrid.direction", direction));

    /// <summary>A request is sent again.</summary>
    public void Retried() => Interlocked.Increment(ref _retryCount);

    /// <summary>Requests are no longer sent, or are sent again.</summary>
    public void Broke(bool isOpen) => _isOpen = isOpen ? 1 : 0;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
