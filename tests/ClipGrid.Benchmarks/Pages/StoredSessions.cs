using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.GrainStates;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Events;
using ClipGrid.Grains.Training.Metrics;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>Finished sessions that nobody trained, stored as a grid stores them.</summary>
internal sealed class StoredSessions(string dataFolder)
{
    internal const long LongStepCount = 1_000_000;
    internal static readonly SessionId Long = SessionId.Parse("long");
    private const int EvaluationInterval = 25_000;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FileBlobStore _blobs = new(Path.Combine(dataFolder, "blobs"));

    /// <summary>Stores one of a million steps and some without any.</summary>
    internal async Task WriteAsync(int count)
    {
        await WriteMetricsAsync();
        await WriteEventsAsync();
        SessionId[] others = [.. Enumerable.Range(0, count - 1).Select(i => SessionId.Parse($"finished-{i:D5}"))];
        await WriteRecordAsync(Long, LongStepCount);
        foreach (SessionId id in others)
            await WriteRecordAsync(id, 1000);
        await PutAsync("catalog", "catalog", CatalogKind.Sessions.ToString(), new CatalogState { Ids = [.. others.Append(Long).Select(id => id.Value).Order(StringComparer.Ordinal)] });
    }

    private static MetricPoint Point(long step)
    {
        double noise = Noise(step);
        return new MetricPoint
        {
            Step = step,
            SampleCount = step * 64,
            Loss = step % 4999 == 0 ? 20 : 5 / Math.Sqrt(step) + 0.1 * noise,
            LearningRate = 1e-3 * Math.Exp(-1e-6 * step),
            GradientNorm = noise * noise,
            LogitScale = 14.3 + step / 20_000.0,
            SamplesPerSecond = 400 + 20 * noise,
            At = Begin.AddMilliseconds(150 * step),
            UpdateRatio = 1e-3 * noise,
            DataWait = step % 100 == 0 ? noise : 0,
            MemoryBytes = (1L << 33) + (long)(1e6 * noise),
            BatchAccuracy = Math.Round(64 * noise) / 64,
        };
    }

    private async Task WriteMetricsAsync()
    {
        MetricLog log = new(Long, _blobs);
        await log.TruncateAsync(0, 1, default);
        for (long step = 1; step <= LongStepCount; step++)
        {
            log.Add(Point(step));
            if (step % 5000 == 0)
                await log.StoreAsync(step, default);
        }
    }

    private async Task WriteEventsAsync()
    {
        using SessionJournal journal = new(Long, _blobs, TimeProvider.System);
        journal.Append(0, SessionEventKind.Started, "It was started.");
        for (long step = EvaluationInterval; step <= LongStepCount; step += EvaluationInterval)
            journal.Append(step, SessionEventKind.Evaluated, $"It was judged after step {step}.", ImmutableSortedDictionary<string, double>.Empty.Add("recall@10", step / (step + 1e5)).Add("recall@1", step / (step + 1e6)));
        journal.Append(LongStepCount, SessionEventKind.Ended, "It has ended.");
        await journal.FlushAsync(default);
    }

    private Task WriteRecordAsync(SessionId id, long steps)
    {
        SessionSpecification specification = new()
        {
            Dataset = DatasetRef.Parse("pages@1"),
            Publish = ModelName.Parse("pages"),
            Preset = "TinyRN@64",
            StepCount = steps,
            BatchSize = 64,
            Note = $"Stored as {id}, for pages to look at.",
            Tags = ["stored", "bench"],
        };
        return PutAsync("session", "session", id.Value, new SessionRecord
        {
            Requested = specification,
            Specification = specification,
            State = SessionState.Completed,
            Attempt = 1,
            Step = steps,
            Last = Point(steps),
            CreatedAt = Begin,
            EndedAt = Begin.AddDays(2),
        });
    }

    private async Task PutAsync<T>(string grain, string state, string key, T value) =>
        await _blobs.PutAsync(GrainStateName.Of(state, GrainId.Create(grain, key)), GrainStateJson.Write(value), BlobCondition.None, default);

    // As good as random and the same every time: 0 to 1.
    private static double Noise(long step)
    {
        ulong bits = (ulong)step * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        return ((bits ^ (bits >> 27)) >> 11) / (double)(1L << 53);
    }
}
