using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Tests.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Quotas;

/// <summary>How many sessions may wait for a device.</summary>
[Trait("Check", "S22")]
public sealed class SessionQuotaTests
{
    private static readonly SessionSpecification Endless = TestSessions.Specification with { StepCount = 1_000_000 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WhileAsManyWaitAsMay_IsRefusedUntilOneHasGone()
    {
        using TemporaryFolder folder = new();
        await using TrainingCluster grid = await TrainingCluster.StartAsync(folder.Path, "first", quotas: new QuotaOptions { WaitingSessions = 1 });
        await grid.IngestAsync([.. TestSessions.Pairs(new TestDataset())], folder.File("source"), Cancellation);
        await grid.Session("runs").StartAsync(Endless, Cancellation);
        for (SessionInfo runs = await grid.Session("runs").GetAsync(Cancellation); runs.State != SessionState.Running; runs = await grid.Session("runs").GetAsync(Cancellation))
        {
            Assert.False(runs.State == SessionState.Failed, runs.Message);
            await Task.Delay(20, Cancellation);
        }
        await grid.Session("waits").StartAsync(Endless, Cancellation);

        GridException refused = await Assert.ThrowsAsync<GridException>(() => grid.Session("more").StartAsync(Endless, Cancellation));
        Assert.Equal(GridProblem.Unavailable, refused.Problem);
        Assert.Contains("ClipGrid:Quotas:WaitingSessions is 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => grid.Session("more").GetAsync(Cancellation))).Problem);
        // Asked for again, it is the same one.
        Assert.Equal(SessionState.Queued, (await grid.Session("waits").StartAsync(Endless, Cancellation)).State);

        await grid.Session("waits").CancelAsync(OperationId.New(), Cancellation);
        Assert.Equal(SessionState.Queued, (await grid.Session("more").StartAsync(Endless, Cancellation)).State);
        await grid.Session("more").CancelAsync(OperationId.New(), Cancellation);
        await grid.Session("runs").CancelAsync(OperationId.New(), Cancellation);
    }
}
