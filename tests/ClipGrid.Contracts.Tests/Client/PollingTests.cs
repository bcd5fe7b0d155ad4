using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

public sealed class PollingTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_AQuestionThatNobodyAnswers_IsAskedAgain()
    {
        int asked = 0;
        Task<string> last = LastAsync(async token =>
        {
            if (++asked == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return "done";
        });
        await PassAsync(last, TimeSpan.FromSeconds(11));
        Assert.Equal(("done", 2), (await last, asked));
    }

    [Fact]
    public async Task Watch_AGridThatIsAwayBeforeItsFirstAnswer_IsWaitedForAMinuteAndNotForEver()
    {
        int asked = 0;
        Task<string> soon = LastAsync(_ => ++asked < 3 ? throw new GridException(GridProblem.Unavailable, "Away.") : Task.FromResult("done"));
        await PassAsync(soon, TimeSpan.FromSeconds(30));
        Assert.Equal("done", await soon);

        Task<string> never = LastAsync(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return "done";
        });
        await PassAsync(never, TimeSpan.FromSeconds(90));
        GridException told = await Assert.ThrowsAsync<GridException>(() => never);
        Assert.Equal(GridProblem.Unavailable, told.Problem);
        Assert.Contains("did not answer in time", told.Message, StringComparison.Ordinal);
    }

    private Task<string> LastAsync(Func<CancellationToken, Task<string>> ask)
    {
        GridCalls calls = new(null!, new ClipGridClientOptions { Endpoint = "silo:30000" }, () => default, new GatewayLosses(), _time);
        return Polling.LastAsync(Polling.WatchAsync(calls, ask, _ => true, Cancel), _ => { });
    }

    // A little at a time, since each pause begins when the one before has ended.
    private async Task PassAsync(Task task, TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time && !task.IsCompleted; passed += TimeSpan.FromMilliseconds(250))
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(2, Cancel);
        }
    }
}
