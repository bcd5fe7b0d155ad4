using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training.Metrics;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

public sealed class MetricLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MetricLog _log;

    public MetricLogTests() => _log = NewLog();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    internal static MetricPoint Point(long step) => new()
    {
        Step = step,
        SampleCount = step * 8,
        Loss = 1.0 / step,
        LearningRate = 1e-3 / 3,
        GradientNorm = 0.1,
        LogitScale = 14.3,
        SamplesPerSecond = 100,
        At = DateTimeOffset.UnixEpoch.AddSeconds(step),
        UpdateRatio = 1e-3 / step,
        DataWait = step % 7 * 0.01,
        MemoryBytes = (1L << 53) + step,
        BatchAccuracy = step % 8 / 8.0,
    };

    [Fact]
    public async Task ReadAsync_LongRun_GivesEveryStepOnceInPages()
    {
        for (long step = 1; step <= 26_000; step++)
        {
            _log.Add(Point(step));
            if (step % 7000 == 0)
                await _log.StoreAsync(step, Cancellation);
        }
        List<MetricPoint> all = [];
        while (await _log.ReadAsync(all.Count, 999, Cancellation) is { Length: > 0 } page)
            all.AddRange(page);
        Assert.Equal(Enumerable.Range(1, 26_000).Select(step => Point(step)), all);
        Assert.Equal(21_000, (await ReadAllAsync(NewLog())).Length);
    }

    [Fact]
    public async Task TruncateAsync_ThenTheSameAgain_HasNoGapAndNoDouble()
    {
        for (long step = 1; step <= 30; step++)
            _log.Add(Point(step));
        await _log.StoreAsync(10, Cancellation);
        await _log.StoreAsync(20, Cancellation);
        await _log.StoreAsync(long.MaxValue, Cancellation);
        MetricLog resumed = NewLog();
        await resumed.TruncateAsync(10, 2, Cancellation);
        Assert.Equal(10, (await ReadAllAsync(resumed)).Length);
        for (long step = 11; step <= 25; step++)
            resumed.Add(Point(step));
        Assert.Equal(Enumerable.Range(1, 25).Select(step => Point(step)), await ReadAllAsync(resumed));
        await resumed.StoreAsync(25, Cancellation);
        Assert.Equal(Enumerable.Range(1, 25).Select(step => Point(step)), await ReadAllAsync(NewLog()));
    }

    [Fact, Trait("Check", "F22")]
    public async Task StoreAsync_ByARunThatWasReplaced_ChangesNothing()
    {
        await _log.TruncateAsync(0, 1, Cancellation);
        MetricLog next = NewLog();
        await next.TruncateAsync(0, 2, Cancellation);
        for (long step = 1; step <= 6; step++)
            next.Add(Point(step));
        await next.StoreAsync(4, Cancellation);
        for (long step = 1; step <= 3; step++)
            _log.Add(Point(step) with { SamplesPerSecond = 1 });
        await _log.StoreAsync(2, Cancellation);
        await _log.StoreAsync(3, Cancellation);
        await next.StoreAsync(6, Cancellation);
        for (int from = 0; from < 6; from++)
            Assert.Equal(Enumerable.Range(from + 1, 6 - from).Select(step => Point(step)), await NewLog().ReadAsync(from, 100, Cancellation));
    }

    [Fact, Trait("Check", "F22")]
    public async Task StoreAsync_ByAReplacedRunBehindAClosedChunk_ChangesNothing()
    {
        await _log.TruncateAsync(0, 1, Cancellation);
        AddTo(_log, 1, 4096);
        await _log.StoreAsync(4096, Cancellation);
        MetricLog next = NewLog();
        await next.TruncateAsync(4096, 2, Cancellation);
        AddTo(_log, 4097, 4100);
        await _log.StoreAsync(4100, Cancellation);
        Assert.Equal(4096, (await ReadAllAsync(NewLog())).Length);
        Assert.Equal(GridProblem.Conflict, (await Assert.ThrowsAsync<GridException>(() => _log.TruncateAsync(50, 1, Cancellation))).Problem);
        Assert.Equal(4096, (await ReadAllAsync(NewLog())).Length);
    }

    [Fact]
    public async Task TruncateAsync_InTheSameRun_CutsMemoryAndStore()
    {
        await _log.TruncateAsync(0, 1, Cancellation);
        AddTo(_log, 1, 4200);
        await _log.StoreAsync(4150, Cancellation);
        await _log.TruncateAsync(4000, 1, Cancellation);
        Assert.Equal(4000, (await ReadAllAsync(_log)).Length);
        Assert.Equal(4000, (await ReadAllAsync(NewLog())).Length);
        AddTo(_log, 4001, 4300);
        await _log.StoreAsync(4300, Cancellation);
        Assert.Equal(Enumerable.Range(1, 4300).Select(step => Point(step)), await ReadAllAsync(NewLog()));
    }

    [Fact]
    public async Task ReadAsync_LogThatBeginsLater_HasItsPointsBeforeAndAfterTheyAreStored()
    {
        await _log.TruncateAsync(500, 1, Cancellation);
        AddTo(_log, 501, 510);
        Assert.Equal(Enumerable.Range(501, 10).Select(step => Point(step)), await ReadAllAsync(_log));
        await _log.StoreAsync(510, Cancellation);
        Assert.Equal(Enumerable.Range(501, 10).Select(step => Point(step)), await ReadAllAsync(NewLog()));
        Assert.Empty(await _log.ReadAsync(long.MaxValue, 10, Cancellation));
    }

    [Fact]
    public void Add_StepLeftOut_IsRefused()
    {
        _log.Add(Point(1));
        Assert.Throws<InvalidOperationException>(() => _log.Add(Point(3)));
        Assert.Throws<InvalidOperationException>(() => _log.Add(Point(1)));
    }

    [Fact]
    public async Task StoreAsync_EveryFiftySteps_LeavesFewBlobs()
    {
        await _log.TruncateAsync(0, 1, Cancellation);
        for (long step = 1; step <= 10_000; step++)
        {
            _log.Add(Point(step));
            if (step % 50 == 0)
                await _log.StoreAsync(step, Cancellation);
        }
        FileBlobStore blobs = new(_folder.Path);
        Assert.Equal(3, (await blobs.ListAsync("sessions/one/metrics/", null, 100, Cancellation)).Blobs.Length);
        Assert.Single((await blobs.ListAsync("sessions/one/summaries/", null, 100, Cancellation)).Blobs);
        Assert.Equal(Enumerable.Range(1, 10_000).Select(step => Point(step)), await ReadAllAsync(NewLog()));
    }

    [Fact]
    public async Task ReadAsync_ChunksOfTheFirstRelease_AreReadAndGoneOnWith()
    {
        FileBlobStore blobs = new(_folder.Path);
        await blobs.PutAsync("sessions/one/metrics/0000000001-000001.json", FirstRelease(1, 3), BlobCondition.None, Cancellation);
        await blobs.PutAsync("sessions/one/metrics/0000000004-000001.json", FirstRelease(4, 6), BlobCondition.None, Cancellation);
        Assert.Equal(Enumerable.Range(1, 6).Select(FirstPoint), await ReadAllAsync(NewLog()));
        await _log.TruncateAsync(5, 2, Cancellation);
        AddTo(_log, 6, 8);
        await _log.StoreAsync(8, Cancellation);
        Assert.Equal([.. Enumerable.Range(1, 5).Select(FirstPoint), .. Enumerable.Range(6, 3).Select(step => Point(step))], await ReadAllAsync(NewLog()));
        MetricHistory history = await NewLog().ReadHistoryAsync(new HistoryRequest { BucketCount = 1 }, Cancellation);
        Assert.Equal((8, 0.125, 0.5), (history.LastStep, history.Series[0].Minima[0], history.Series[0].Maxima[0]));
    }

    [Fact]
    public async Task WaitAsync_NewPointOrClosing_Completes()
    {
        Task first = _log.WaitAsync(0, Cancellation);
        Assert.False(first.IsCompleted);
        _log.Add(Point(1));
        await first;
        Assert.True(_log.WaitAsync(0, Cancellation).IsCompleted);
        Task second = _log.WaitAsync(1, Cancellation);
        Assert.False(second.IsCompleted);
        _log.Close();
        await second;
        Assert.True(_log.IsClosed);
    }

    // As release 0.1.0 wrote it.
    private static byte[] FirstRelease(int first, int last) => Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(first, last - first + 1).Select(step =>
        $$"""{"Step":{{step}},"SampleCount":{{step * 8}},"Loss":0.5,"LearningRate":0.001,"GradientNorm":0.1,"LogitScale":14.3,"SamplesPerSecond":100,"At":"1970-01-01T00:00:0{{step}}+00:00"}"""))}]");

    private static MetricPoint FirstPoint(int step) => new()
    {
        Step = step,
        SampleCount = step * 8,
        Loss = 0.5,
        LearningRate = 0.001,
        GradientNorm = 0.1,
        LogitScale = 14.3,
        SamplesPerSecond = 100,
        At = DateTimeOffset.UnixEpoch.AddSeconds(step),
    };

    private static void AddTo(MetricLog log, long first, long last)
    {
        for (long step = first; step <= last; step++)
            log.Add(Point(step));
    }

    private static Task<ImmutableArray<MetricPoint>> ReadAllAsync(MetricLog log) => log.ReadAsync(0, int.MaxValue, Cancellation);

    private MetricLog NewLog() => new(SessionId.Parse("one"), new FileBlobStore(_folder.Path));
}
