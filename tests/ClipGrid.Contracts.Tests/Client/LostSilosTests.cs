using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A call that is on its way when its client loses a silo.</summary>
public sealed class LostSilosTests
{
    private readonly GatewayLosses _losses = new();
    private readonly GridCalls _calls;
    private readonly List<TaskCompletionSource<string>> _sent = [];

    public LostSilosTests() => _calls = new GridCalls(null!, new ClipGridClientOptions { Endpoint = "silo:30000" }, () => ValueTask.FromResult(new CallerClaim { Key = "" }), _losses, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_ASiloLostThatHadTheCall_IsSentOnceMoreAndAnswered()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await UntilSentTwiceAsync(asked);

        _sent[1].SetResult("of another silo");
        Assert.Equal("of another silo", await asked);
        _sent[0].SetException(new TimeoutException());
    }

    [Fact]
    public async Task Ask_ASiloLostThatHadNotTheCall_HearsTheFirstAnswerWhicheverThatIs()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await UntilSentTwiceAsync(asked);

        _sent[1].SetException(new SiloUnavailableException());
        await Task.Delay(50, Cancel);
        Assert.False(asked.IsCompleted);
        _sent[0].SetResult("of the first");
        Assert.Equal("of the first", await asked);
    }

    [Fact]
    public async Task Ask_AnswerOnItsWayWhenASiloIsLost_IsNotSentAgain()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await Task.Delay(50, Cancel);
        _sent[0].SetResult("of the first");

        Assert.Equal("of the first", await asked);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task Ask_RefusedByWhomeverIsAskedAgain_ThrowsThat()
    {
        Task<string> asked = AskAsync(Cancel);
        _losses.Happen();
        await UntilSentTwiceAsync(asked);

        _sent[1].SetException(new GridException(GridProblem.NotFound, "There is none."));
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => asked)).Problem);
    }

    [Fact]
    public async Task Ask_LostBeforeItWasSent_IsSentOnce()
    {
        _losses.Happen();
        Task<string> asked = AskAsync(Cancel);
        await Task.Delay(1_500, Cancel);
        Assert.Single(_sent);
        _sent[0].SetResult("of the first");
        Assert.Equal("of the first", await asked);
    }

    private Task<string> AskAsync(CancellationToken cancellationToken) => _calls.AskAsync(
        _ =>
        {
            TaskCompletionSource<string> answer = new();
            _sent.Add(answer);
            return answer.Task;
        },
        cancellationToken);

    private async Task UntilSentTwiceAsync(Task asked)
    {
        while (_sent.Count < 2)
        {
            Assert.False(asked.IsCompleted, "It has ended before it was sent again.");
            await Task.Delay(10, Cancel);
        }
    }
}
