using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training.Metrics;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Metrics;

public sealed class MetricHistoryTests : IDisposable
{
    private static readonly SessionId Id = SessionId.Parse("one");
    private readonly TemporaryFolder _folder = new();
    private readonly FileBlobStore _blobs;

    public MetricHistoryTests() => _blobs = new FileBlobStore(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadHistoryAsync_AnyRange_IsWhatAllPointsSay()
    {
        MetricPoint[] points = [.. Enumerable.Range(1, 50_000).Select(step => TestHistories.Point(step))];
        MetricLog live = await WriteAsync(points, stored: 49_000);
        MetricLog warm = NewLog();
        Gen<HistoryRequest> requests =
            from first in Gen.OneOf(Gen.Long[1, 51_000], Gen.Long[1, 200], Gen.Long[0, 12].Select(chunk => chunk * 4096 + 1))
            from length in Gen.OneOf(Gen.Long[0, 50_000], Gen.Long[0, 3000], Gen.Long[0, 12].Select(chunk => chunk * 4096))
            from isOpen in Gen.Bool
            from buckets in Gen.OneOf(Gen.Int[1, 2000], Gen.Int[1, 10], Gen.Const(1000))
            from series in Gen.Shuffle(Enum.GetValues<MetricSeries>(), 0, MetricColumns.SeriesCount)
            select new HistoryRequest { FirstStep = first, LastStep = isOpen ? null : first + length, BucketCount = buckets, Series = [.. series] };
        await requests.SampleAsync(async request =>
        {
            TestHistories.Check(points, request, await live.ReadHistoryAsync(request, Cancellation));
            TestHistories.Check(points[..49_000], request, await warm.ReadHistoryAsync(request, Cancellation));
            TestHistories.Check(points[..49_000], request, await NewLog().ReadHistoryAsync(request, Cancellation));
        }, iter: 150, threads: 1);
    }

    [Fact]
    public async Task ReadHistoryAsync_SummaryLostOrSpoiled_IsTheSame()
    {
        MetricPoint[] points = [.. Enumerable.Range(1, 20_000).Select(step => TestHistories.Point(step))];
        await WriteAsync(points, stored: 20_000);
        string name = GridPaths.SessionMetricSummary(Id, 0);
        byte[] summary = await _blobs.GetAsync(name, null, Cancellation);
        summary[1000] ^= 1;
        HistoryRequest request = new() { BucketCount = 100 };
        await _blobs.PutAsync(name, summary, BlobCondition.None, Cancellation);
        TestHistories.Check(points, request, await NewLog().ReadHistoryAsync(request, Cancellation));
        Assert.True(await _blobs.DeleteAsync(name, BlobCondition.None, Cancellation));
        TestHistories.Check(points, request, await NewLog().ReadHistoryAsync(request, Cancellation));
    }

    [Theory]
    [InlineData(9000)]
    [InlineData(8192)]
    [InlineData(70)]
    public async Task ReadHistoryAsync_AfterACut_HasNothingOfWhatWasCutOff(long step)
    {
        MetricPoint[] points = [.. Enumerable.Range(1, 20_000).Select(one => TestHistories.Point(one))];
        await WriteAsync(points, stored: 20_000);
        HistoryRequest request = new() { BucketCount = 10 };
        MetricLog before = NewLog();
        await before.ReadHistoryAsync(request, Cancellation);
        MetricLog next = NewLog();
        await next.TruncateAsync(step, 2, Cancellation);
        MetricPoint[] others = [.. points[..(int)step], .. points[(int)step..12_000].Select(point => point with { Loss = -point.Loss })];
        foreach (MetricPoint point in others[(int)step..])
            next.Add(point);
        await next.StoreAsync(12_000, Cancellation);
        foreach (MetricLog log in new[] { before, next, NewLog() })
            TestHistories.Check(others, request, await log.ReadHistoryAsync(request, Cancellation));
    }

    [Fact]
    public async Task ReadHistoryAsync_LongLogByANewReader_OpensFewBlobs()
    {
        await WriteAsync([.. Enumerable.Range(1, 50_000).Select(step => TestHistories.Point(step))], stored: 50_000);
        int opened = 0;
        CountingBlobStore counting = new(_blobs, _ => opened++);
        MetricLog log = new(Id, counting);
        await log.ReadHistoryAsync(new HistoryRequest { BucketCount = 500 }, Cancellation);
        // The summary and the chunk that is still open.
        Assert.Equal(2, opened);
        await log.ReadHistoryAsync(new HistoryRequest { BucketCount = 300 }, Cancellation);
        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task ReadHistoryAsync_NothingMeasured_IsEmpty()
    {
        MetricHistory history = await NewLog().ReadHistoryAsync(new HistoryRequest(), Cancellation);
        Assert.Equal((0, 0, 9), (history.Steps.Length, history.LastStep, history.Series.Length));
    }

    [Fact]
    public async Task ReadHistoryAsync_RequestThatCannotBe_IsInvalid()
    {
        HistoryRequest[] requests =
        [
            new() { BucketCount = 0 }, new() { BucketCount = 2001 }, new() { FirstStep = 0 }, new() { FirstStep = 5, LastStep = 4 },
            new() { Series = [MetricSeries.Loss, MetricSeries.Loss] }, new() { Series = [(MetricSeries)9] },
        ];
        foreach (HistoryRequest request in requests)
            Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => NewLog().ReadHistoryAsync(request, Cancellation))).Problem);
    }

    private async Task<MetricLog> WriteAsync(MetricPoint[] points, long stored)
    {
        MetricLog log = NewLog();
        await log.TruncateAsync(0, 1, Cancellation);
        foreach (MetricPoint point in points)
        {
            log.Add(point);
            if (point.Step <= stored && (point.Step % 1000 == 0 || point.Step == stored))
                await log.StoreAsync(point.Step, Cancellation);
        }
        return log;
    }

    private MetricLog NewLog() => new(Id, _blobs);
}
