using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A session and the data set that it reads, and a session that is asked for again and again.</summary>
public sealed class SessionDataUseTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TrainingCluster _grid = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _grid = await TrainingCluster.StartAsync(_folder.Path, "first");
        await _grid.IngestAsync([.. TestSessions.Pairs(new TestDataset())], _folder.File("source"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _grid.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Delete_DataSetOfASessionThatHasNotEnded_IsRefusedAndNamesTheSession()
    {
        await _grid.Session("long").StartAsync(TestSessions.Specification with { StepCount = 1_000_000 }, Cancellation);
        await RefusedAsync("long");
        await _grid.Session("long").PauseAsync(OperationId.New(), Cancellation);
        await RefusedAsync("long");
        await _grid.Session("long").CancelAsync(OperationId.New(), Cancellation);
        await _grid.Dataset(TestDataset.Name.Value).DeleteAsync(OperationId.New(), Cancellation);
        Assert.Empty((await _grid.Catalog(CatalogKind.Datasets).ListAsync("", 0, 10, Cancellation)).Ids);
    }

    [Fact]
    [Trait("Check", "F33")]
    public async Task StartAndCancel_SentAThousandTimes_AreCarriedOutOnce()
    {
        SessionSpecification specification = TestSessions.Specification with { StepCount = 1_000_000 };
        SessionInfo[] started = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _grid.Session("one").StartAsync(specification, Cancellation)));
        Assert.Single(started.Select(info => info.CreatedAt).Distinct());
        Assert.Equal(["one"], (await _grid.Catalog(CatalogKind.Sessions).ListAsync("", 0, 10, Cancellation)).Ids);
        GridException other = await Assert.ThrowsAsync<GridException>(() => _grid.Session("one").StartAsync(specification with { Seed = 77 }, Cancellation));
        Assert.Equal(GridProblem.Conflict, other.Problem);

        OperationId cancel = OperationId.New();
        SessionInfo[] cancelled = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _grid.Session("one").CancelAsync(cancel, Cancellation)));
        Assert.All(cancelled, info => Assert.Equal(SessionState.Cancelled, info.State));
        Assert.Single(cancelled.Select(info => info.EndedAt).Distinct());
        Assert.Equal(GridProblem.Conflict, (await Assert.ThrowsAsync<GridException>(() => _grid.Session("one").PauseAsync(cancel, Cancellation))).Problem);
    }

    [Fact]
    [Trait("Check", "69")]
    public async Task AnyMethod_OfAnUnknownSession_IsNotFound()
    {
        ISessionGrain none = _grid.Session("none");
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => none.GetAsync(Cancellation), () => none.PauseAsync(OperationId.New(), Cancellation), () => none.ResumeAsync(OperationId.New(), Cancellation),
            () => none.CancelAsync(OperationId.New(), Cancellation), () => none.GetMetricsAsync(0, 10, Cancellation),
        })
            Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(call)).Problem);
    }

    private async Task RefusedAsync(string named)
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => _grid.Dataset(TestDataset.Name.Value).DeleteAsync(OperationId.New(), Cancellation));
        Assert.Equal(GridProblem.WrongState, error.Problem);
        Assert.Contains($"the session {named} ", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _grid.Dataset(TestDataset.Name.Value).GetVersionAsync(null, Cancellation)).Version);
    }
}
