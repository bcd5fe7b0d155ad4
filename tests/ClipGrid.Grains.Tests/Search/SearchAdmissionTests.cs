using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Tests.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Search;

public sealed class SearchAdmissionTests
{
    private static readonly DatasetName Set = DatasetName.Parse("set");
    private static readonly TimeSpan TooLong = SearchAdmission.LongestWait + TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Enter_WhereScansWaitTooLong_IsRefusedUntilTheyDoNot()
    {
        using SearchMeter meter = new(_time);
        SearchAdmission admission = new(meter, _time);
        Fill(admission, SearchAdmission.AlwaysPending);
        admission.Heard(Set, SearchAdmission.LongestWait);
        admission.Enter(Set).Dispose();
        admission.Heard(Set, TooLong);
        GridException refused = Assert.Throws<GridException>(() => admission.Enter(Set));
        Assert.Equal(GridProblem.Unavailable, refused.Problem);
        Assert.Contains("searches of set", refused.Message, StringComparison.Ordinal);
        Assert.Contains("3 s", refused.Message, StringComparison.Ordinal);
        admission.Enter(DatasetName.Parse("other")).Dispose();
        admission.Heard(Set, TimeSpan.Zero);
        admission.Enter(Set).Dispose();
    }

    [Fact]
    public void Enter_LongAfterTheLastWord_IsFree()
    {
        using SearchMeter meter = new(_time);
        SearchAdmission admission = new(meter, _time);
        Fill(admission, SearchAdmission.AlwaysPending);
        admission.Heard(Set, TooLong);
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Throws<GridException>(() => admission.Enter(Set));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        admission.Enter(Set).Dispose();
    }

    [Fact]
    public void Enter_OfFew_IsFreeHoweverLongScansWait()
    {
        using SearchMeter meter = new(_time);
        SearchAdmission admission = new(meter, _time);
        List<IDisposable> places = Fill(admission, SearchAdmission.AlwaysPending - 1);
        admission.Heard(Set, TooLong);
        places.Add(admission.Enter(Set));
        Assert.Throws<GridException>(() => admission.Enter(Set));
        // Twice is once.
        places[0].Dispose();
        places[0].Dispose();
        admission.Enter(Set);
        Assert.Throws<GridException>(() => admission.Enter(Set));
    }

    [Fact]
    public void Enter_OfMoreThanTheSiloHolds_IsRefusedAndCounted()
    {
        using Measurements heard = Measurements.Of(() => new SearchMeter(_time), out SearchMeter meter);
        SearchAdmission admission = new(meter, _time);
        List<IDisposable> places = Fill(admission, SearchAdmission.MostPending);
        Assert.Contains("1,024 searches", Assert.Throws<GridException>(() => admission.Enter(Set)).Message, StringComparison.Ordinal);
        Assert.Equal(1, heard.Observe("clipgrid.search.refused"));
        places[0].Dispose();
        admission.Enter(Set).Dispose();
        meter.Dispose();
    }

    [Fact]
    public async Task Search_OfACrowdedSet_IsRefusedBeforeAnythingIsAsked()
    {
        using MemoryGrid grid = new(6, 20, 20) { Backlog = TooLong };
        using SearchMeter meter = new(_time);
        SearchAdmission admission = new(meter, _time);
        SearchEngine engine = new(grid, admission, new ClassifierCache(grid), new HeadCache(grid), meter, _time);
        List<IDisposable> places = Fill(admission, SearchAdmission.AlwaysPending);
        Assert.Equal(10, (await engine.SearchAsync(SearchEngineTests.Request(grid), Token)).Hits.Length);
        int asked = grid.SearchCount;
        GridException refused = await Assert.ThrowsAsync<GridException>(() => engine.SearchAsync(SearchEngineTests.Request(grid), Token));
        Assert.Equal(GridProblem.Unavailable, refused.Problem);
        Assert.Equal(asked, grid.SearchCount);

        // Its places are given back, whatever became of the searches.
        places.ForEach(place => place.Dispose());
        for (int i = 0; i < 3 * SearchAdmission.AlwaysPending; i++)
            await Assert.ThrowsAsync<GridException>(() => engine.SearchAsync(SearchEngineTests.Request(grid) with { Terms = [new SearchTerm { Text = "unknown" }] }, Token));
        Assert.Equal(10, (await engine.SearchAsync(SearchEngineTests.Request(grid), Token)).Hits.Length);
    }

    private static List<IDisposable> Fill(SearchAdmission admission, int count) => [.. Enumerable.Range(0, count).Select(_ => admission.Enter(Set))];
}
