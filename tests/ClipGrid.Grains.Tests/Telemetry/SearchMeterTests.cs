using System.Diagnostics;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Tests.Search;
using Xunit;

namespace ClipGrid.Grains.Tests.Telemetry;

public sealed class SearchMeterTests
{
    private static readonly string[] Stages = ["resolve", "encode", "partitions", "merge", "describe"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_PartOfItMissing_IsCountedByStageAndOutcome()
    {
        using MemoryGrid grid = new(4, 20, 20, 20);
        grid.Faults[grid.Items.Keys.Last()] = _ => throw new InvalidOperationException("The disk is gone.");
        using Measurements heard = Measurements.Of(() => new SearchMeter(TimeProvider.System), out SearchMeter meter);

        await meter.MeasureAsync("search", () => SearchEngineTests.Engine(grid, meter).SearchAsync(SearchEngineTests.Request(grid), Token));

        Assert.Equal(1, heard.Count("clipgrid.search.duration", "operation=search,outcome=partial"));
        Assert.All(Stages, stage => Assert.Equal(1, heard.Count("clipgrid.search.stage.duration", $"stage={stage}")));
        Assert.Equal(40, heard.Sum("clipgrid.search.compared"));
        Assert.Equal(3, heard.Observe("clipgrid.search.partitions.asked"));
        Assert.Equal(1, heard.Observe("clipgrid.search.partitions.missing"));
        meter.Dispose();
    }

    [Theory]
    [InlineData(GridProblem.WrongModel, "wrong_model")]
    [InlineData(GridProblem.Invalid, "invalid")]
    [InlineData(GridProblem.Unavailable, "unavailable")]
    public async Task Search_ThatFails_IsCountedByItsProblem(GridProblem problem, string outcome)
    {
        using Measurements heard = Measurements.Of(() => new SearchMeter(TimeProvider.System), out SearchMeter meter);

        await Assert.ThrowsAsync<GridException>(() => meter.MeasureAsync<SearchResult>("search", () => throw new GridException(problem, "No.")));
        await Assert.ThrowsAsync<OperationCanceledException>(() => meter.MeasureAsync<SearchResult>("search", () => throw new OperationCanceledException()));

        Assert.Equal([$"clipgrid.search.duration{{operation=search,outcome={outcome}}}", "clipgrid.search.duration{operation=search,outcome=cancelled}"], heard.Names);
        meter.Dispose();
    }

    [Fact]
    public async Task Search_Traced_HasASpanForEachStageAndPartition()
    {
        using MemoryGrid grid = new(4, 20, 20, 20);
        PartitionId broken = grid.Items.Keys.Last();
        grid.Faults[broken] = _ => throw new GridException(GridProblem.Unavailable, "The disk is gone.");
        using SearchMeter meter = new(TimeProvider.System);
        using Spans spans = new();

        await meter.MeasureAsync("search", () => SearchEngineTests.Engine(grid, meter).SearchAsync(SearchEngineTests.Request(grid), Token));

        Activity search = Assert.Single(spans.Ended, span => span.OperationName == "search");
        Assert.Equal(spans.Root.SpanId, search.ParentSpanId);
        Assert.All(Stages, stage => Assert.Equal(search.SpanId, Assert.Single(spans.Ended, span => span.OperationName == $"search.{stage}").ParentSpanId));
        Activity asking = spans.Ended.Single(span => span.OperationName == "search.partitions");
        Activity[] partitions = [.. spans.Ended.Where(span => span.OperationName == "search.partition")];
        Assert.Equal(3, partitions.Length);
        Assert.All(partitions, span => Assert.Equal(asking.SpanId, span.ParentSpanId));
        Activity failed = Assert.Single(partitions, span => span.Status == ActivityStatusCode.Error);
        Assert.Equal(("unavailable", broken.ToString()), (failed.StatusDescription, failed.GetTagItem("clipgrid.partition")));
    }
}
