using System.Diagnostics.Metrics;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Cluster;

namespace ClipGrid.Grains.Training.Telemetry;

/// <summary>What one run measures. Steps are counted by one thread; the rest is safe for any number of callers.</summary>
internal sealed class RunMeter(TrainingMeter meter, (DeviceKind Kind, int Number) device, TimeProvider time) : IDisposable
{
    private readonly KeyValuePair<string, object?> _device = new("clipgrid.device", FormattableString.Invariant($"{(device.Kind == DeviceKind.Cpu ? "cpu" : "cuda")}:{device.Number}"));
    private long _storedAt = time.GetTimestamp();
    private long _sampleCount = -1;
    private double _loss = double.NaN;

    /// <summary>The newest loss, or null before the first.</summary>
    public double? Loss => Volatile.Read(ref _loss) is var loss && double.IsFinite(loss) ? loss : null;

    /// <summary>Since the newest checkpoint, or the begin.</summary>
    public TimeSpan CheckpointAge => time.GetElapsedTime(Interlocked.Read(ref _storedAt));

    /// <summary>A measurement of this run's device.</summary>
    public Measurement<double> Tagged(double value) => new(value, _device);

    /// <summary>Counts a step.</summary>
    /// <param name="point">What it measured.</param>
    /// <param name="batchSize">Samples of a step.</param>
    /// <param name="duration">How long it took.</param>
    public void Stepped(MetricPoint point, int batchSize, TimeSpan duration)
    {
        meter.Steps.Add(1, _device);
        // A last batch may be smaller; of the first step after a resume it is not known.
        meter.Samples.Add(_sampleCount < 0 ? batchSize : point.SampleCount - _sampleCount, _device);
        _sampleCount = point.SampleCount;
        meter.StepTime.Record(duration.TotalSeconds, _device);
        meter.DataWait.Record(point.DataWait, _device);
        Volatile.Write(ref _loss, point.Loss);
    }

    /// <summary>Counts a checkpoint.</summary>
    public void Stored(string outcome, long byteCount, TimeSpan duration)
    {
        meter.CheckpointTime.Record(duration.TotalSeconds, _device, new KeyValuePair<string, object?>(Outcome.Tag, outcome));
        if (outcome != Outcome.Good)
            return;
        meter.CheckpointBytes.Add(byteCount, _device);
        Interlocked.Exchange(ref _storedAt, time.GetTimestamp());
    }

    /// <summary>Counts the run's end.</summary>
    public void Ended(string outcome) => meter.Ended.Add(1, _device, new KeyValuePair<string, object?>(Outcome.Tag, outcome));

    /// <inheritdoc/>
    public void Dispose() => meter.Forget(this);
}
