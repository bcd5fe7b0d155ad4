using System.Diagnostics.Metrics;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>What the ingests of a silo measure. Safe for any number of callers.</summary>
internal sealed class IngestMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Ingest";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _refused;
    private long _itemCount, _byteCount, _unchangedCount;
    private int _runningCount;

    /// <summary>Creates the instruments.</summary>
    public IngestMeter()
    {
        _refused = _meter.CreateCounter<long>("clipgrid.ingest.refused", "{sample}", "Samples that were refused.");
        // Observed, so that they are there at 0 too.
        _meter.CreateObservableCounter("clipgrid.ingest.items", () => Interlocked.Read(ref _itemCount), "{item}", "Items that were taken in.");
        _meter.CreateObservableCounter("clipgrid.ingest.io", () => Interlocked.Read(ref _byteCount), "By", "Bytes of pictures that were taken in.");
        _meter.CreateObservableCounter("clipgrid.ingest.unchanged", () => Interlocked.Read(ref _unchangedCount), "{sample}", "Samples that the data set had already.");
        _meter.CreateObservableUpDownCounter("clipgrid.ingest.running", () => Volatile.Read(ref _runningCount), "{ingest}", "Ingests that this silo carries out.");
    }

    /// <summary>Counts an item.</summary>
    public void Took(long byteCount)
    {
        Interlocked.Increment(ref _itemCount);
        Interlocked.Add(ref _byteCount, byteCount);
    }

    /// <summary>Counts a refused sample.</summary>
    public void Refused(RefusalReason reason) => _refused.Add(1, new KeyValuePair<string, object?>("clipgrid.reason", Word(reason)));

    /// <summary>Counts an unchanged sample.</summary>
    public void Passed() => Interlocked.Increment(ref _unchangedCount);

    /// <summary>Counts ingests that begin and end.</summary>
    public void Running(int change) => Interlocked.Add(ref _runningCount, change);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static string Word(RefusalReason reason) => reason switch
    {
        RefusalReason.Undecodable => "undecodable",
        RefusalReason.UnsupportedFormat => "unsupported_format",
        RefusalReason.TooLarge => "too_large",
        RefusalReason.NoCaption => "no_caption",
        RefusalReason.NoPicture => "no_picture",
        RefusalReason.UnsafePath => "unsafe_path",
        RefusalReason.DuplicateKey => "duplicate_key",
        RefusalReason.InvalidKey => "invalid_key",
        RefusalReason.Malformed => "malformed",
        _ => "damaged_source",
    };
}
