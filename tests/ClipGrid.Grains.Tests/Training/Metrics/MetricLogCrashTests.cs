using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training.Metrics;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Metrics;

/// <summary>Runs that are killed, replaced and come back, over a store that fails before and after it has written.</summary>
public sealed class MetricLogCrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F1"), Trait("Check", "F22")]
    public Task StoreAsync_RunsKilledAndReplacedAtAnyPut_LoseAndDoubleNothing() =>
        Gen.Int[0, 1_000_000].SampleAsync(seed => RunAsync(new Random(seed)), iter: 60, threads: 1);

    private static async Task RunAsync(Random random)
    {
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        FileBlobStore blobs = new(folder.Path);
        double failing = random.NextDouble() * 0.3;
        IBlobStore faulty = new LostAnswerBlobStore(new FailingBlobStore(blobs, _ => random.NextDouble() < failing), _ => random.NextDouble() < failing);
        SessionId id = SessionId.Parse("one");
        List<MetricPoint> model = [];
        int checkpoint = 0;
        List<MetricLog> zombies = [];
        for (int epoch = 1; epoch <= 6; epoch++)
        {
            MetricLog log = new(id, faulty);
            if (!await TryAsync(() => log.TruncateAsync(checkpoint, epoch, Cancellation)))
                continue;
            model.RemoveRange(checkpoint, model.Count - checkpoint);
            for (int round = random.Next(1, 6); round > 0; round--)
            {
                for (int count = random.Next(1, 2500); count > 0; count--)
                {
                    MetricPoint point = TestHistories.Point(model.Count + 1) with { LogitScale = epoch };
                    model.Add(point);
                    log.Add(point);
                }
                if (await TryAsync(() => log.StoreAsync(model.Count, Cancellation)))
                    checkpoint = model.Count;
                else if (random.Next(4) == 0)
                {
                    while (!await TryAsync(() => log.TruncateAsync(checkpoint, epoch, Cancellation)))
                        Assert.Equal(GridProblem.WrongState, (await Assert.ThrowsAsync<GridException>(() => log.StoreAsync(model.Count, Cancellation))).Problem);
                    model.RemoveRange(checkpoint, model.Count - checkpoint);
                }
                foreach (MetricLog zombie in zombies)
                    await TryAsync(() => zombie.StoreAsync(long.MaxValue, Cancellation));
            }
            // What it has measured and not stored it may still store when another has taken over.
            for (long step = model.Count + 1; step < model.Count + random.Next(3000); step++)
                log.Add(TestHistories.Point(step) with { LogitScale = -epoch });
            zombies.Add(log);
            await CheckAsync(new MetricLog(id, blobs), model, checkpoint, epoch);
        }
    }

    // Up to the checkpoint all is as the runs measured it; what may be stored behind it goes on from there without a gap.
    private static async Task CheckAsync(MetricLog log, List<MetricPoint> model, int checkpoint, int epoch)
    {
        MetricPoint[] read = [.. await log.ReadAsync(0, int.MaxValue, Cancellation)];
        Assert.Equal(model[..checkpoint], read[..Math.Min(read.Length, checkpoint)]);
        Assert.InRange(read.Length, checkpoint, int.MaxValue);
        for (int index = checkpoint; index < read.Length; index++)
            Assert.Equal((index + 1, epoch), (read[index].Step, Math.Abs(read[index].LogitScale)));
        HistoryRequest request = new() { BucketCount = 20 };
        TestHistories.Check(read, request, await log.ReadHistoryAsync(request, Cancellation));
    }

    private static async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (GridException failed) when (failed.Problem == GridProblem.Unavailable)
        {
            return false;
        }
    }
}
