using System.Diagnostics.Metrics;

namespace ClipGrid.Model.Embedding;

/// <summary>What an encoder measures. Instruments carry the tag <c>clipgrid.input</c>: text or picture.</summary>
internal sealed class EncoderMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Encoder";

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };
    private static readonly InstrumentAdvice<double> Times = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Meter _meter = new(Name);

    /// <summary>Creates the instruments.</summary>
    public EncoderMeter()
    {
        BatchSize = _meter.CreateHistogram("clipgrid.encoder.batch.size", "{input}", "Inputs in a batch.", advice: Sizes);
        QueueWait = _meter.CreateHistogram("clipgrid.encoder.queue.wait", "s", "Time that the first input of a batch waited.", advice: Times);
        BatchTime = _meter.CreateHistogram("clipgrid.encoder.batch.duration", "s", "Time that computing a batch took.", advice: Times);
        QueueLength = _meter.CreateUpDownCounter<int>("clipgrid.encoder.queue.length", "{input}", "Inputs that wait.");
    }

    /// <summary>Inputs in a batch.</summary>
    public Histogram<int> BatchSize { get; }

    /// <summary>
    /// The one of all encoders of this process. They share it because readers of metrics forget a meter's instruments once it is disposed of,
    /// also those of the same name that another encoder still uses.
    /// </summary>
    public static EncoderMeter OfProcess { get; } = new();

    /// <summary>Seconds that computing a batch took.</summary>
    public Histogram<double> BatchTime { get; }

    /// <summary>Seconds that the first input of a batch waited.</summary>
    public Histogram<double> QueueWait { get; }

    /// <summary>Inputs that wait.</summary>
    public UpDownCounter<int> QueueLength { get; }

    /// <summary>The instruments for one kind of input.</summary>
    public LaneMeter For(string kind) => new(this, kind);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
