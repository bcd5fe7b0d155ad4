using System.Collections.Immutable;
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

    private static Task<ImmutableArray<MetricPoint>> ReadAllAsync(MetricLog log) => log.ReadAsync(0, int.MaxValue, Cancellation);

    private MetricLog NewLog() => new(SessionId.Parse("one"), new FileBlobStore(_folder.Path));
}
