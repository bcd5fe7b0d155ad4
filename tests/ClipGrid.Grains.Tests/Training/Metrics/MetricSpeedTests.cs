using System.Diagnostics;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training.Metrics;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Metrics;

/// <summary>How fast a million stored points answer. Run explicitly, on a machine with nothing else to do.</summary>
[Collection<Alone>]
public sealed class MetricSpeedTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int StepCount = 1_000_000;
    private static readonly SessionId Id = SessionId.Parse("one");
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task ReadHistory_AMillionPointsInFiles_AnswersInTime()
    {
        using TemporaryFolder folder = new();
        TimeSpan slowest = await MeasureAsync(new FileBlobStore(folder.Path));
        Assert.True(slowest < Limit, $"The slowest took {slowest.TotalMilliseconds:F0} ms.");
    }

    [Fact(Explicit = true)]
    public async Task ReadHistory_AMillionPointsInAzurite_AreMeasured() =>
        Assert.NotEqual(TimeSpan.Zero, await MeasureAsync(AzuriteFixture.NewStore(await azurite.PortAsync())));

    private async Task<TimeSpan> MeasureAsync(IBlobStore blobs)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await WriteAsync(blobs);
        output.WriteLine($"written in {watch.Elapsed.TotalSeconds:F1} s");
        (string Name, Func<MetricLog, Task> Read)[] readings =
        [
            ("all, 1,000 buckets", log => log.ReadHistoryAsync(new HistoryRequest(), Cancellation)),
            ("all, 2,000 buckets", log => log.ReadHistoryAsync(new HistoryRequest { BucketCount = 2000 }, Cancellation)),
            ("300,001 to 700,000, 1,000 buckets", log => log.ReadHistoryAsync(new HistoryRequest { FirstStep = 300_001, LastStep = 700_000 }, Cancellation)),
            ("500,123 to 563,000, 1,000 buckets", log => log.ReadHistoryAsync(new HistoryRequest { FirstStep = 500_123, LastStep = 563_000 }, Cancellation)),
            ("500,123 to 626,000, 2,000 buckets", log => log.ReadHistoryAsync(new HistoryRequest { FirstStep = 500_123, LastStep = 626_000, BucketCount = 2000 }, Cancellation)),
            ("777,777 to 778,776, one by one", log => log.ReadHistoryAsync(new HistoryRequest { FirstStep = 777_777, LastStep = 778_776 }, Cancellation)),
            ("5,000 points after 123,456", log => log.ReadAsync(123_456, 5000, Cancellation)),
        ];
        // The code is compiled, the files are in the system's memory: what is measured is ours.
        foreach ((_, Func<MetricLog, Task> read) in readings)
            await read(new MetricLog(Id, blobs));
        TimeSpan slowest = TimeSpan.Zero;
        foreach ((string name, Func<MetricLog, Task> read) in readings)
        {
            List<double> cold = [], warm = [];
            for (int round = 0; round < 7; round++)
            {
                MetricLog log = new(Id, blobs);
                cold.Add(await TimeAsync(() => read(log)));
                warm.Add(await TimeAsync(() => read(log)));
            }
            output.WriteLine($"{name}: cold {cold.Order().ElementAt(3):F1} ms (at most {cold.Max():F1}), warm {warm.Order().ElementAt(3):F1} ms (at most {warm.Max():F1})");
            slowest = TimeSpan.FromMilliseconds(Math.Max(slowest.TotalMilliseconds, Math.Max(cold.Order().ElementAt(3), warm.Order().ElementAt(3))));
        }
        return slowest;
    }

    private static async Task WriteAsync(IBlobStore blobs)
    {
        MetricLog log = new(Id, blobs);
        await log.TruncateAsync(0, 1, Cancellation);
        for (long step = 1; step <= StepCount; step++)
        {
            log.Add(TestHistories.Point(step));
            if (step % 5000 == 0)
                await log.StoreAsync(step, Cancellation);
        }
        MetricHistory all = await new MetricLog(Id, blobs).ReadHistoryAsync(new HistoryRequest(), Cancellation);
        Assert.Equal((StepCount, 977), (all.LastStep, all.Steps.Length));
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        long start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
