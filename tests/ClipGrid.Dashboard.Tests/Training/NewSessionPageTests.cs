using AngleSharp.Dom;
using Bunit;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Tests.Search;
using ClipGrid.Dashboard.Training;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class NewSessionPageTests : IAsyncDisposable
{
    private readonly SessionBench _bench = new();
    private readonly List<(string Id, SessionSpecification Specification)> _started = [];
    private Func<Task<SessionInfo>> _answer = () => Task.FromResult(SampleSessions.Info("begun"));

    public NewSessionPageTests() => _bench.Grid
        .Answer<ICatalogGrain>("ListAsync", (kind, arguments) => Task.FromResult(new CatalogPage((int)arguments[1]! > 0 ? [] : kind == "Datasets" ? ["toys"] : kind == "Models" ? ["old"] : ["s1"], 1)))
        .Answer<IDatasetGrain>("GetAsync", _ => Task.FromResult(Samples.Dataset("toys")))
        .Answer<IModelGrain>("GetAsync", _ => Task.FromResult(Samples.Model("old", '1')))
        .Answer<ISessionGrain>("GetAsync", (id, _) => id == "s1"
            ? Task.FromResult(SampleSessions.Info("s1") with { Specification = SampleSessions.Plain with { LearningRate = 0.125, Tags = ["kept"] } })
            : SessionBench.Refuse<SessionInfo>($"There is no session {id}.", GridProblem.NotFound))
        .Answer<ISessionAdvisorGrain>("CheckAsync", arguments => Task.FromResult(new SessionSuggestion((SessionSpecification)arguments[0]!, [], 3L << 20)))
        .Answer<ISessionGrain>("StartAsync", (id, arguments) =>
        {
            _started.Add((id, (SessionSpecification)arguments[0]!));
            return _answer();
        });

    private NavigationManager Navigation => _bench.Page.Services.GetRequiredService<NavigationManager>();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Clone_Started_AsksForTheSame()
    {
        IRenderedComponent<NewSessionPage> page = Show("?clone=s1");

        Button(page, "Start session").Click();

        page.WaitForAssertion(() => Assert.EndsWith("/sessions/begun", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal((0.125, "TinyRN@64", null), (_started[0].Specification.LearningRate, _started[0].Specification.Preset, _started[0].Specification.ForkOf));
        Assert.Equal(["kept"], _started[0].Specification.Tags);
    }

    [Fact]
    public void Fork_Started_GoesOnFromTheCheckpointAndItsDataAreFixed()
    {
        IRenderedComponent<NewSessionPage> page = Show("?fork=s1&step=30");
        Assert.True(Field(page, "Data set").HasAttribute("disabled"));

        Button(page, "Start session").Click();

        page.WaitForAssertion(() => Assert.Equal(new CheckpointRef(SessionId.Parse("s1"), 30), Assert.Single(_started).Specification.ForkOf));
    }

    [Theory]
    [InlineData("?fork=s1", "names no step")]
    [InlineData("?clone=gone", "There is no session gone.")]
    [InlineData("?clone=%3Cscript%3E", "is no session id")]
    [Trait("Check", "B76")]
    public void Address_ThatLeadsNowhere_IsSaidAndTheFormIsThere(string query, string words)
    {
        IRenderedComponent<NewSessionPage> page = Show(query);

        Assert.Contains(words, page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script"));
        Assert.NotNull(Button(page, "Start session"));
    }

    [Fact]
    public void Start_ClickedTwice_IsOneStart()
    {
        TaskCompletionSource<SessionInfo> answer = new();
        _answer = () => answer.Task;
        IRenderedComponent<NewSessionPage> page = Show("?clone=s1");

        SessionBench.ClickTwice(page, "Start session");
        answer.SetResult(SampleSessions.Info("begun"));

        page.WaitForAssertion(() => Assert.EndsWith("/sessions/begun", Navigation.Uri, StringComparison.Ordinal));
        Assert.Single(_started);
    }

    [Fact]
    public void Start_Refused_IsSaidThePageStaysAndTheNextTryIsTheSameSession()
    {
        _answer = () => SessionBench.Refuse<SessionInfo>("BatchSize is 10: lower it.", GridProblem.Invalid);
        IRenderedComponent<NewSessionPage> page = Show("?clone=s1");

        Button(page, "Start session").Click();

        page.WaitForAssertion(() => Assert.Contains("BatchSize is 10: lower it.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.EndsWith("/sessions/new?clone=s1", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("eye", Field(page, "Publish as model").GetAttribute("value"));
        _answer = () => Task.FromResult(SampleSessions.Info("begun"));
        Button(page, "Start session").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/sessions/begun", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(_started[0].Id, _started[1].Id);
    }

    [Theory]
    [InlineData("Publish as model", "<img src=x onerror=alert(1)>")]
    [InlineData("Publish as model", "javascript:alert(1)")]
    [InlineData("Data set", "../../etc/passwd")]
    [InlineData("Only these items", "label = (")]
    [InlineData("Data set", "")]
    [InlineData("Publish as model", "")]
    [Trait("Check", "B76")]
    public void Start_TextThatIsNoName_IsRefusedOnThePage(string label, string typed)
    {
        IRenderedComponent<NewSessionPage> page = Show("?clone=s1");

        IElement field = Field(page, label);
        if (field.HasAttribute("blazor:oninput"))
            field.Input(typed);
        else
            field.Change(typed);
        Field(page, label).Blur();
        Button(page, "Start session").Click();

        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("[role=alert]").TextContent));
        Assert.Empty(page.FindAll("img"));
        Assert.Empty(_started);
    }

    [Fact]
    public void Check_AsTyped_TellsMemoryAndTime()
    {
        IRenderedComponent<NewSessionPage> page = Show("?clone=s1");

        Button(page, "Check").Click();

        page.WaitForAssertion(() => Assert.Contains("3.0 MiB", page.Find("[data-test=estimate]").TextContent, StringComparison.Ordinal));
        Assert.Contains("50 s, by the speed of s1", page.Find("[data-test=estimate]").TextContent, StringComparison.Ordinal);
    }

    private static IElement Button(IRenderedComponent<NewSessionPage> page, string words) => page.FindAll("button").Single(button => button.TextContent.Trim() == words);

    private static IElement Field(IRenderedComponent<NewSessionPage> page, string label) =>
        page.Find($"#{page.FindAll("label").First(words => words.TextContent.Trim() == label).GetAttribute("for")}");

    private IRenderedComponent<NewSessionPage> Show(string query)
    {
        Navigation.NavigateTo($"/sessions/new{query}");
        IRenderedComponent<NewSessionPage> page = _bench.Page.Render<NewSessionPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("fieldset")));
        return page;
    }
}
