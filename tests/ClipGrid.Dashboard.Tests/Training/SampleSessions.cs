using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Tests.Training;

internal static class SampleSessions
{
    /// <summary>A training from nothing.</summary>
    public static SessionSpecification Plain { get; } =
        new() { Dataset = DatasetRef.Parse("toys"), Publish = ModelName.Parse("eye"), Preset = "TinyRN@64", StepCount = 100, BatchSize = 10 };

    /// <summary>One in which no member says what it says by itself, though not all of them could stand together.</summary>
    public static SessionSpecification Unusual { get; } = new()
    {
        Dataset = DatasetRef.Parse("toys@3"), Filter = FilterText.Parse("label in (cat, dog) and year >= 2020"), Publish = ModelName.Parse("eye"), Base = ModelRef.Parse("old@best"),
        VocabSize = 600, StepCount = 1234, BatchSize = 32, MicroBatchSize = 8, LearningRate = 1.25e-5, WarmupStepCount = 7, WeightDecay = 0.35,
        GradientClipNorm = 2.5, Loss = TrainingLoss.Sigmoid, Seed = ulong.MaxValue, LocksImageTower = true, CropMinScale = 0.55, Mirrors = true,
        LabelTemplate = "one {}", SparesSameLabel = true, CheckpointInterval = 17, Note = " two  words ", Lora = new LoraOptions { Rank = 4, Alpha = 3, TextTower = false },
        LocksTextTower = true, LayerRateDecay = 0.8, CheckpointSeconds = 9, KeptCheckpointCount = 5, RollbackLimit = 1, Priority = -4, Device = DeviceKind.Cuda, DeviceCount = 3,
        Evaluation = new EvaluationOptions { Dataset = DatasetRef.Parse("judges@2"), Filter = FilterText.Parse("a = 1"), HeldOutShare = 0.25, Interval = 33, Metric = "recall@1", Patience = 6, PublishesBest = false },
        ForkOf = new CheckpointRef(SessionId.Parse("origin"), 55), Tags = ["one, with a comma", " padded"],
    };

    public static SessionInfo Info(string id, SessionState state = SessionState.Running, long step = 50, double? loss = 2, int minute = 0) => new()
    {
        Id = SessionId.Parse(id), Specification = Plain, State = state, Step = step, CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(minute),
        Last = loss is { } last ? Point(step) with { Loss = last } : null,
    };

    public static MetricPoint Point(long step) => new()
    {
        Step = step, SampleCount = step * 10, Loss = 1.0 / step, LearningRate = 0.1, GradientNorm = 1, LogitScale = 14, SamplesPerSecond = 20,
        At = DateTimeOffset.UnixEpoch.AddSeconds(step), UpdateRatio = 0.2, DataWait = 0.3, MemoryBytes = 4096, BatchAccuracy = 0.5,
    };

    /// <summary>Steps as a history with a bucket for each.</summary>
    public static MetricHistory History(IReadOnlyList<MetricPoint> points)
    {
        ImmutableArray<double> losses = [.. points.Select(point => point.Loss)];
        return new MetricHistory
        {
            Steps = [.. points.Select(point => point.Step)], SampleCounts = [.. points.Select(point => point.SampleCount)], Times = [.. points.Select(point => point.At)],
            LastStep = points is [.., var last] ? last.Step : 0, Series = [new SeriesHistory { Series = MetricSeries.Loss, Minima = losses, Maxima = losses, Means = losses }],
        };
    }

    public static SessionEvent Event(long number, SessionEventKind kind = SessionEventKind.Log, string text = "so it was") =>
        new() { Number = number, Step = number * 10, At = DateTimeOffset.UnixEpoch.AddSeconds(number), Kind = kind, Text = text };
}
