using System.Collections.Immutable;
using Bunit;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionPageTests : IAsyncDisposable
{
    private readonly SessionBench _bench = new();

    public SessionPageTests() => _bench.Grid
        .Answer<ISessionGrain>("GetAsync", (id, _) => id == "none" ? SessionBench.Refuse<SessionInfo>("There is no session none.", GridProblem.NotFound) : Task.FromResult(SampleSessions.Info(id)))
        .Answer<ISessionGrain>("GetEventsAsync", (id, arguments) => Task.FromResult<ImmutableArray<SessionEvent>>((long)arguments[0]! == 0 ? [SampleSessions.Event(1, text: $"of {id}")] : []))
        .Answer<ISessionGrain>("GetCheckpointsAsync", _ => Task.FromResult(ImmutableArray<CheckpointInfo>.Empty));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Page_LinkToAnotherSession_ShowsNothingOfTheFirst()
    {
        IRenderedComponent<SessionPage> page = Show("first");
        page.WaitForAssertion(() => Assert.Contains("of first", page.Find("[data-test=log]").TextContent, StringComparison.Ordinal));

        page.Render(with => with.Add(of => of.Id, "second"));

        page.WaitForAssertion(() => Assert.Contains("of second", page.Find("[data-test=log]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("of first", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Session second", page.Find("h1").TextContent);
    }

    [Fact]
    public void Page_LinkToASessionThatIsNotThere_SaysSoAndShowsNoOther()
    {
        IRenderedComponent<SessionPage> page = Show("first");

        page.Render(with => with.Add(of => of.Id, "none"));

        page.WaitForAssertion(() => Assert.Contains("There is no session none.", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Session none", page.Find("h1").TextContent);
        Assert.Contains("/sessions", page.FindAll("a").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("../../etc/passwd")]
    [Trait("Check", "B76")]
    public void Page_IdThatIsNone_IsShownAsText(string id)
    {
        IRenderedComponent<SessionPage> page = Show(id);

        Assert.Empty(page.FindAll("img"));
        Assert.Equal($"Session {id}", page.Find("h1").TextContent);
        Assert.Contains("is no session id", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_Kind_ShowsOnlyThose()
    {
        _bench.Grid.Answer<ISessionGrain>("GetEventsAsync", arguments => Task.FromResult<ImmutableArray<SessionEvent>>(
            (long)arguments[0]! == 0 ? [SampleSessions.Event(1, text: "early"), SampleSessions.Event(2, SessionEventKind.Warning, "hot"), SampleSessions.Event(3, text: "late")] : []));
        IRenderedComponent<SessionLog> log = _bench.Page.Render<SessionLog>(with => with.Add(of => of.Session, SampleSessions.Info("a")));
        Assert.Equal(["late", "hot", "early"], log.FindAll(".break-words").Select(text => text.TextContent));

        log.Find("select").Change("Warning");

        Assert.Equal(["hot"], log.FindAll(".break-words").Select(text => text.TextContent));
        Assert.Single(log.FindAll(".log-warning"));
    }

    private IRenderedComponent<SessionPage> Show(string id) => _bench.Page.Render<SessionPage>(with => with.Add(of => of.Id, id));
}
