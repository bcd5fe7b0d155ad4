using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionCheckpointsTests : IAsyncDisposable
{
    private readonly SessionBench _bench = new();
    private ImmutableArray<CheckpointInfo> _kept = [Checkpoint(10), Checkpoint(30) with { IsBest = true, IsPinned = true }, Checkpoint(20) with { IsPinned = true }];

    public SessionCheckpointsTests() => _bench.Grid
        .Answer<ISessionGrain>("GetCheckpointsAsync", _ => Task.FromResult(_kept))
        .Answer<ISessionGrain>("GetAsync", _ => Task.FromResult(SampleSessions.Info("a")))
        .Answer<ISessionGrain>("PinAsync", arguments =>
        {
            _bench.Sent.Add($"pin {arguments[1]} {arguments[2]}");
            return Task.FromResult(Checkpoint((long)arguments[1]!));
        });

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Table_Checkpoints_AreNewestFirstWithWhyTheyAreKept()
    {
        IRenderedComponent<SessionCheckpoints> shown = Show();

        Assert.Equal(["30 best, pinned", "20 pinned", "10 newest"], shown.FindAll("tbody tr").Select(row => $"{row.Children[0].TextContent} {row.Children[4].TextContent}"));
        Assert.Equal("/sessions/new?fork=a&step=30", shown.Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public void Table_NoCheckpoint_SaysWhenTheFirstComes()
    {
        _kept = [];

        Assert.Contains("after 200 steps", Show().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Pin_ClickedTwice_IsSentOnce()
    {
        TaskCompletionSource<CheckpointInfo> answer = new();
        _bench.Grid.Answer<ISessionGrain>("PinAsync", arguments =>
        {
            _bench.Sent.Add($"pin {arguments[1]} {arguments[2]}");
            return answer.Task;
        });
        IRenderedComponent<SessionCheckpoints> shown = Show();

        SessionBench.ClickTwice(shown, "Pin");
        answer.SetResult(Checkpoint(10));

        shown.WaitForAssertion(() => Assert.False(Button(shown, "Pin").HasAttribute("disabled")));
        Assert.Equal(["pin 10 True"], _bench.Sent);
    }

    [Fact]
    public void Pin_Refused_IsStillSaidAfterTheListWasReadAgain()
    {
        _bench.Grid.Answer<ISessionGrain>("PinAsync", _ => SessionBench.Refuse<CheckpointInfo>("It is gone."));
        IRenderedComponent<SessionCheckpoints> shown = Show();
        Button(shown, "Pin").Click();
        shown.WaitForAssertion(() => Assert.Contains("It is gone.", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        _kept = [Checkpoint(40)];
        _bench.Time.Advance(TimeSpan.FromSeconds(4));

        shown.WaitForAssertion(() => Assert.Single(shown.FindAll("tbody tr")));
        Assert.Contains("It is gone.", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_Clicked_AsksOnceAndStartsOneForkThatTrainsNothing()
    {
        List<SessionSpecification> started = [];
        _bench.Grid.Answer<ISessionGrain>("StartAsync", arguments =>
        {
            started.Add((SessionSpecification)arguments[0]!);
            return Task.FromResult(SampleSessions.Info("b"));
        });
        IRenderedComponent<SessionCheckpoints> shown = Show();

        SessionBench.ClickTwice(shown, "Publish");
        shown.WaitForAssertion(() => Assert.Equal(1, _bench.QuestionCount));
        Assert.Empty(started);
        _bench.Questions.Single(button => button.TextContent.Trim() == "Publish").Click();

        shown.WaitForAssertion(() => Assert.Single(started));
        Assert.Equal((new CheckpointRef(SessionId.Parse("a"), 30), 30, null), (started[0].ForkOf, started[0].StepCount, started[0].Evaluation));
        Assert.EndsWith("/sessions/b", _bench.Page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private static CheckpointInfo Checkpoint(long step) => new() { Step = step, At = DateTimeOffset.UnixEpoch, ByteCount = 2048, IsPinned = false, IsBest = false };

    private static IElement Button(IRenderedComponent<SessionCheckpoints> shown, string words) => shown.FindAll("button").Single(button => button.TextContent.Trim() == words);

    private IRenderedComponent<SessionCheckpoints> Show() => _bench.Page.Render<SessionCheckpoints>(with => with.Add(of => of.Session, SampleSessions.Info("a")));
}
