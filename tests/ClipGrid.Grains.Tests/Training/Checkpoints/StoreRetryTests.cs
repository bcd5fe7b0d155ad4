using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Training.Checkpoints;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

public sealed class StoreRetryTests
{
    private readonly TimerClock _time = new();
    private readonly List<TimeSpan> _pauses = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F7")]
    public async Task RunAsync_StoreIsBack_Succeeds()
    {
        StoreRetry retry = Retry(TimeSpan.FromMinutes(5));
        int calls = 0;
        Task running = retry.RunAsync(_ => ++calls < 5 ? throw Away() : Task.CompletedTask, Cancellation);
        Assert.True(retry.IsAway);
        await _time.PassAsync(running, TimeSpan.FromSeconds(20), 4, Cancellation);
        await running;
        Assert.Equal((5, false), (calls, retry.IsAway));
        Assert.Equal(4, _pauses.Count);
        Assert.All(_pauses, (pause, i) => Assert.InRange(pause.TotalSeconds, 1 << i, 1.25 * (1 << i)));
        Assert.Distinct(_pauses.Select((pause, i) => pause / (1 << i)));
    }

    [Fact, Trait("Check", "F7")]
    public async Task RunAsync_StoreStaysAway_EndsAtTheLimitAndSaysHowLong()
    {
        Task running = Retry(TimeSpan.FromMinutes(5)).RunAsync(_ => throw Away(), Cancellation);
        await _time.PassAsync(running, TimeSpan.FromSeconds(76), 100, Cancellation);
        StoreOutageException outage = await Assert.ThrowsAsync<StoreOutageException>(() => running);
        Assert.Equal("The blob store has not answered for 5 minutes: no answer", outage.Message);
        Assert.InRange(_pauses.Sum(pause => pause.TotalSeconds), 0, 300);
    }

    [Fact, Trait("Check", "F7")]
    public async Task RunAsync_FailureThatTookLong_PausesForAMinute()
    {
        Task running = Retry(TimeSpan.FromMinutes(5)).RunAsync(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(50));
            throw Away();
        }, Cancellation);
        await _time.PassAsync(running, TimeSpan.FromSeconds(76), 100, Cancellation);
        await Assert.ThrowsAsync<StoreOutageException>(() => running);
        Assert.InRange(_pauses[0], TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(75));
    }

    [Fact, Trait("Check", "F19")]
    public async Task RunAsync_StoreIsFull_FailsAtOnce()
    {
        GridException full = new(GridProblem.StorageFull, "full");
        Assert.Same(full, await Assert.ThrowsAsync<GridException>(() => Retry(TimeSpan.FromMinutes(5)).RunAsync(_ => throw full, Cancellation)));
        Assert.Empty(_pauses);
    }

    private static GridException Away() => new(GridProblem.Unavailable, "no answer");

    private StoreRetry Retry(TimeSpan limit) => new(limit, _time, (_, pause) =>
    {
        _pauses.Add(pause);
        return Task.CompletedTask;
    });
}
