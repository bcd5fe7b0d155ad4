using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A call that is on its way when its client loses a silo.</summary>
public sealed class LostSilosTests
{
    private readonly GatewayLosses _losses = new();
    private readonly FakeTimeProvider _time = new();
    private readonly GridCalls _calls;
    private readonly List<TaskCompletionSource<string>> _sent = [];

    public LostSilosTests() => _calls = new GridCalls(null!, new ClipGridClientOptions { Endpoint = "silo:30000" }, () => ValueTask.FromResult(new CallerClaim { Key = "" }), _losses, _time);

    private int SentCount
    {
        get
        {
            lock (_sent)
                return _sent.Count;
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_ASiloLostThatHadTheCall_IsSentOnceMoreAndAnswered()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await UntilSentAsync(2, asked);

        Sent(1).SetResult("of another silo");
        Assert.Equal("of another silo", await asked);
        Sent(0).SetException(new TimeoutException());
    }

    [Fact]
    public async Task Ask_ASiloLostThatHadNotTheCall_HearsTheFirstAnswerWhicheverThatIs()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await UntilSentAsync(2, asked);

        Sent(1).SetException(new SiloUnavailableException());
        await Task.Delay(50, Cancel);
        Assert.False(asked.IsCompleted);
        Sent(0).SetResult("of the first");
        Assert.Equal("of the first", await asked);
    }

    [Fact]
    public async Task Ask_RefusedAgainWhileTheSiloIsNotMissedYet_IsRepeatedUntilItIsAnswered()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        for (int i = 1; i < 4; i++)
        {
            await UntilSentAsync(i + 1, asked);
            Sent(i).SetException(new SiloUnavailableException());
        }
        await UntilSentAsync(5, asked);
        Sent(4).SetResult("of another silo");

        Assert.Equal("of another silo", await asked);
    }

    [Fact]
    public async Task Ask_AnotherSiloLostThatHadTheRepeat_IsSentOnceMore()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await UntilSentAsync(2, asked);
        _losses.Happen();
        await UntilSentAsync(3, asked);
        Sent(2).SetResult("of the third");

        Assert.Equal("of the third", await asked);
    }

    [Fact]
    public async Task Ask_AnswerOnItsWayWhenASiloIsLost_IsNotSentAgain()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await Task.Delay(50, Cancel);
        Sent(0).SetResult("of the first");

        Assert.Equal("of the first", await asked);
        Assert.Equal(1, SentCount);
    }

    [Fact]
    public async Task Ask_RefusedByWhomeverIsAskedAgain_ThrowsThat()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await UntilSentAsync(2, asked);

        Sent(1).SetException(new GridException(GridProblem.NotFound, "There is none."));
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => asked)).Problem);
    }

    [Fact]
    public async Task Ask_LostBeforeItWasSent_IsSentOnce()
    {
        _losses.Happen();
        Task<string> asked = AskAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(3));
        await Task.Delay(50, Cancel);
        Assert.Equal(1, SentCount);
        Sent(0).SetResult("of the first");
        Assert.Equal("of the first", await asked);
    }

    private Task<string> AskAsync(CancellationToken cancellationToken) => _calls.AskAsync(
        _ =>
        {
            TaskCompletionSource<string> answer = new();
            lock (_sent)
                _sent.Add(answer);
            return answer.Task;
        },
        cancellationToken);

    private TaskCompletionSource<string> Sent(int number)
    {
        lock (_sent)
            return _sent[number];
    }

    // A little at a time, since each pause begins when the one before has ended.
    private async Task UntilSentAsync(int count, Task asked)
    {
        while (SentCount < count)
        {
            Assert.False(asked.IsCompleted, "It has ended before it was sent again.");
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(2, Cancel);
        }
    }
}
