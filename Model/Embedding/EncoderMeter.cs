using System.Diagnostics.Metrics;

namespace ClipGrid.Model.Embedding;

/// <summary>What an encoder measures. Instruments carry the tag <c>clipgrid.input</c>: text or picture.</summary>
internal sealed class EncoderMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Encoder";

    private readonly Meter _meter = new(Name);

    /// <summary>Creates the instruments.</summary>
    public EncoderMeter()
    {
        BatchSize = _meter.CreateHistogram<int>("clipgrid.encoder.batch.size", "{input}", "Inputs in a batch.");
        QueueWait = _meter.CreateHistogram<double>("clipgrid.encoder.queue.wait", "s", "Time that the first input of a batch waited.");
        QueueLength = _meter.CreateUpDownCounter<int>("clipgrid.encoder.queue.length", "{input}", "Inputs that wait.");
    }

    /// <summary>Inputs in a batch.</summary>
    public Histogram<int> BatchSize { get; }

    /// <summary>Seconds that the first input of a batch waited.</summary>
    public Histogram<double> QueueWait { get; }

    /// <summary>Inputs that wait.</summary>
    public UpDownCounter<int> QueueLength { get; }

    /// <summary>The instruments for one kind of input.</summary>
    public LaneMeter For(string kind) => new(this, kind);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
