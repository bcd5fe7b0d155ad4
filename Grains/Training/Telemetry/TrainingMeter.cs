using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ClipGrid.Contracts.Devices;

namespace ClipGrid.Grains.Training.Telemetry;

/// <summary>
/// What the runs of a silo measure. Series are told apart by device and never by session: devices are few and stay, sessions come without end,
/// and each would leave its series behind. A session's own curve is on its page. Safe for any number of callers.
/// </summary>
internal sealed class TrainingMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Training";

    private static readonly InstrumentAdvice<double> Times = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };
    private static readonly InstrumentAdvice<double> LongTimes = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600] };

    private readonly Meter _meter = new(Name);
    private readonly ConcurrentDictionary<RunMeter, bool> _runs = new();

    /// <summary>Creates the instruments.</summary>
    public TrainingMeter()
    {
        Steps = _meter.CreateCounter<long>("clipgrid.training.steps", "{step}", "Steps that were trained.");
        Samples = _meter.CreateCounter<long>("clipgrid.training.samples", "{sample}", "Samples that were trained on.");
        StepTime = _meter.CreateHistogram("clipgrid.training.step.duration", "s", "Time that a step took.", advice: Times);
        DataWait = _meter.CreateHistogram("clipgrid.training.data.wait", "s", "Time that a step waited for its data.", advice: Times);
        CheckpointTime = _meter.CreateHistogram("clipgrid.training.checkpoint.duration", "s", "Time that storing a checkpoint took.", advice: LongTimes);
        CheckpointBytes = _meter.CreateCounter<long>("clipgrid.training.checkpoint.io", "By", "Bytes of checkpoints that were stored.");
        Ended = _meter.CreateCounter<long>("clipgrid.training.ended", "{run}", "Runs that have ended.");
        _meter.CreateObservableGauge("clipgrid.training.runs", Count, "{run}", "Runs that this silo has.");
        _meter.CreateObservableGauge("clipgrid.training.loss", () => _runs.Keys.Where(run => run.Loss is not null).Select(run => run.Tagged(run.Loss!.Value)), unit: null, "Loss of the newest step on a device.");
        _meter.CreateObservableGauge("clipgrid.training.checkpoint.age", () => _runs.Keys.Select(run => run.Tagged(run.CheckpointAge.TotalSeconds)), "s", "Time since the newest checkpoint of a run, or since its begin.");
    }

    /// <summary>Steps that were trained.</summary>
    public Counter<long> Steps { get; }

    /// <summary>Samples that were trained on.</summary>
    public Counter<long> Samples { get; }

    /// <summary>Seconds that a step took.</summary>
    public Histogram<double> StepTime { get; }

    /// <summary>Seconds that a step waited for its data.</summary>
    public Histogram<double> DataWait { get; }

    /// <summary>Seconds that storing a checkpoint took.</summary>
    public Histogram<double> CheckpointTime { get; }

    /// <summary>Bytes of checkpoints that were stored.</summary>
    public Counter<long> CheckpointBytes { get; }

    /// <summary>Runs that have ended.</summary>
    public Counter<long> Ended { get; }

    /// <summary>Begins to measure a run, until what is returned is disposed of.</summary>
    public RunMeter Begin((DeviceKind Kind, int Number) device, TimeProvider time)
    {
        RunMeter run = new(this, device, time);
        _runs[run] = true;
        return run;
    }

    /// <summary>No longer shows a run.</summary>
    public void Forget(RunMeter run) => _runs.TryRemove(run, out _);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // Whether any runs is said at 0 too.
    private int Count() => _runs.Count;
}
