using Bunit;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionsPageTests : IAsyncDisposable
{
    private readonly SessionBench _bench = new();
    private readonly Dictionary<string, SessionInfo> _sessions = new()
    {
        ["a"] = SampleSessions.Info("a", minute: 1), ["b"] = SampleSessions.Info("b", SessionState.Failed, loss: 1, minute: 2) with { Message = "It broke." },
    };

    public SessionsPageTests() => _bench.Grid
        .Answer<ICatalogGrain>("ListAsync", arguments => Task.FromResult(new CatalogPage([.. _sessions.Keys.Skip((int)arguments[1]!).Take((int)arguments[2]!)], _sessions.Count)))
        .Answer<ISessionGrain>("GetAsync", (id, _) => Task.FromResult(_sessions[id]));

    private NavigationManager Navigation => _bench.Page.Services.GetRequiredService<NavigationManager>();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void List_None_SaysWhatToDoNext()
    {
        _sessions.Clear();

        IRenderedComponent<SessionsPage> page = _bench.List();

        Assert.Contains("No session yet", page.Markup, StringComparison.Ordinal);
        Assert.Contains("/sessions/new", page.FindAll("a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void List_Address_IsWhatItShows()
    {
        Navigation.NavigateTo("/sessions?q=toys&order=loss");
        IRenderedComponent<SessionsPage> page = _bench.List();

        Assert.Equal(["b", "a"], Ids(page));
        Assert.Equal("toys", page.Find("input[type=text]").GetAttribute("value"));
        Assert.Equal("ascending", page.FindAll("th").Single(head => head.TextContent.Contains("Loss", StringComparison.Ordinal)).GetAttribute("aria-sort"));
    }

    [Fact]
    public void List_SortedAndFiltered_HasAnAddressForIt()
    {
        Navigation.NavigateTo("/sessions");
        IRenderedComponent<SessionsPage> page = _bench.List();
        Assert.Equal(["b", "a"], Ids(page));

        page.FindAll("th button").Single(button => button.TextContent.StartsWith("Begun", StringComparison.Ordinal)).Click();
        Assert.Equal(["a", "b"], Ids(page));
        page.Find("select").Change("Failed");

        Assert.Equal(["b"], Ids(page));
        Assert.EndsWith("/sessions?order=created&state=failed", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("1 session of 2", page.Find("[role=status].muted").TextContent, StringComparison.Ordinal);
        Assert.Contains("It broke.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void List_StateThatIsNone_IsAll()
    {
        IRenderedComponent<SessionsPage> page = _bench.List();

        page.Find("select").Change("\"><script>");

        Assert.Equal(2, Ids(page).Count);
    }

    [Fact]
    public void List_TwoChosen_CanBeCompared()
    {
        IRenderedComponent<SessionsPage> page = _bench.List();

        foreach (string id in new[] { "a", "b" })
            page.Find($"input[aria-label='Compare session {id}']").Change(true);

        Assert.Equal("/sessions/compare?ids=a,b", page.FindAll("a").Single(link => link.TextContent.Contains("Compare 2", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    public void List_GridAway_SaysSoAndStays()
    {
        IRenderedComponent<SessionsPage> page = _bench.List();
        _bench.Grid.Answer<ICatalogGrain>("ListAsync", _ => SessionBench.Refuse<CatalogPage>("The grid is away."));

        _bench.Time.Advance(TimeSpan.FromSeconds(3));

        page.WaitForAssertion(() => Assert.Contains("The grid is away.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, Ids(page).Count);
    }

    private static List<string> Ids(IRenderedComponent<SessionsPage> page) => [.. page.FindAll("tbody td:nth-child(2) a").Select(link => link.TextContent)];
}
