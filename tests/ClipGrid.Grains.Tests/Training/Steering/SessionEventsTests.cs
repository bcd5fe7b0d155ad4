using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>What happened to a session, over its whole life.</summary>
public sealed class SessionEventsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetEventsAsync_LifeWithPauseRateAndRestart_NumbersAllWithoutAGap()
    {
        HoldingClock clock = new(6, 12);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        await ground.Session("one").StartAsync(TestSessions.Specification, Cancellation);
        await clock.ReachedAsync(6);
        await ground.Session("one").PauseAsync(OperationId.New(), Cancellation);
        clock.GoOn(6);
        await ground.UntilAsync("one", info => info.State == SessionState.Paused);
        await ground.Session("one").ResumeAsync(OperationId.New(), Cancellation);
        await clock.ReachedAsync(12);
        await ground.Session("one").ChangeRateAsync(OperationId.New(), 0.5, Cancellation);
        Task stopped = ground.Grid.StopAsync();
        clock.GoOn(12);
        await stopped;
        await ground.RestartAsync();
        await ground.CompleteAsync("one");

        ImmutableArray<SessionEvent> events = await ground.EventsAsync("one");
        Assert.Equal(Enumerable.Range(1, events.Length).Select(number => (long)number), events.Select(one => one.Number));
        Assert.Equal(
            [
                SessionEventKind.Started, SessionEventKind.Placed, SessionEventKind.Paused, SessionEventKind.Resumed, SessionEventKind.Placed,
                SessionEventKind.RateChanged, SessionEventKind.Log, SessionEventKind.Placed, SessionEventKind.Ended,
            ],
            events.Select(one => one.Kind));
        Assert.Equal(events.Select(one => one.Step).Order(), events.Select(one => one.Step));
        Assert.Equal(events.Select(one => one.At).Order(), events.Select(one => one.At));
        Assert.Equal((6L, 30L), (events[2].Step, events[^1].Step));

        List<SessionEvent> paged = [];
        while (await ground.Session("one").GetEventsAsync(paged.Count, 2, Cancellation) is { Length: > 0 and <= 2 } page)
            paged.AddRange(page);
        Assert.Equal(Shown(events), Shown(paged));
        foreach ((long after, int top) in new[] { (-1L, 10), (0L, 0), (0L, 1001) })
            Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => ground.Session("one").GetEventsAsync(after, top, Cancellation))).Problem);

        await ground.RestartAsync();
        await ground.UntilAsync("one", info => info.EventCount == events.Length);
        Assert.Equal(Shown(events), Shown(await ground.Session("one").GetEventsAsync(0, 1000, Cancellation)));
    }

    private static IEnumerable<(long Number, long Step, DateTimeOffset At, SessionEventKind Kind, string Text)> Shown(IEnumerable<SessionEvent> events) =>
        events.Select(one => (one.Number, one.Step, one.At, one.Kind, one.Text));
}
