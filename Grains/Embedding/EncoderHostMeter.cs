using System.Diagnostics.Metrics;

namespace ClipGrid.Grains.Embedding;

/// <summary>What an encoder host measures.</summary>
internal sealed class EncoderHostMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.EncoderHost";

    private static readonly InstrumentAdvice<double> Times = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600] };

    private readonly Meter _meter = new(Name);

    /// <summary>Creates the instruments.</summary>
    public EncoderHostMeter()
    {
        LoadedCount = _meter.CreateUpDownCounter<int>("clipgrid.encoder_host.models", "{model}", "Models that are loaded.");
        LoadTime = _meter.CreateHistogram("clipgrid.encoder_host.load.duration", "s", "Time that loading a model took, fetching its files included.", advice: Times);
        FailureCount = _meter.CreateCounter<int>("clipgrid.encoder_host.load.failures", "{model}", "Models that could not be loaded.");
    }

    /// <summary>Models that are loaded.</summary>
    public UpDownCounter<int> LoadedCount { get; }

    /// <summary>Seconds that loading took.</summary>
    public Histogram<double> LoadTime { get; }

    /// <summary>Models that could not be loaded.</summary>
    public Counter<int> FailureCount { get; }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
