using AngleSharp.Dom;
using Bunit;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Search;
using ClipGrid.Dashboard.Tests.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search;

public sealed class HitListTests : IAsyncDisposable
{
    private readonly BunitContext _page = new();
    private readonly StubGrid _grid;

    public HitListTests()
    {
        (ClipGridClient client, _grid) = StubGrid.Connect();
        _page.Services.AddMudServices();
        _page.Services.AddSingleton(client).AddSingleton(TimeProvider.System);
        _page.ShowTo(GridRole.Trainer);
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _page.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public void HitList_CaptionsOfStrangers_AreShownAsText()
    {
        _grid.Answer<ISearchGrain>("SearchAsync", _ => Task.FromResult(Samples.Result(Samples.Hit("k\"><script>", 0.5, "<script>alert(1)</script>"))));

        IRenderedComponent<HitList> list = _page.Render<HitList>(with => with.Add(hits => hits.Ask, Ask("ball")));

        Assert.Empty(list.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", list.Find(".hit-caption").TextContent);
        Assert.Contains("3 pictures of toys@1 compared", list.Find(".hit-status").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void HitList_NewerSearch_EndsTheOlderOneAndIsTheOneShown()
    {
        TaskCompletionSource<SearchResult> older = new();
        CancellationToken olderToken = default;
        _grid.Answer<ISearchGrain>("SearchAsync", arguments =>
        {
            if (((SearchRequest)arguments[0]!).Terms[0].Text != "old")
                return Task.FromResult(Samples.Result(Samples.Hit("new")));
            olderToken = (CancellationToken)arguments[1]!;
            return older.Task;
        });
        IRenderedComponent<HitList> list = _page.Render<HitList>(with => with.Add(hits => hits.Ask, Ask("old")));

        list.Render(with => with.Add(hits => hits.Ask, Ask("new")));
        older.SetResult(Samples.Result(Samples.Hit("old")));

        Assert.True(olderToken.IsCancellationRequested);
        list.WaitForAssertion(() => Assert.StartsWith("1. new", list.Find(".hit-open").GetAttribute("aria-label"), StringComparison.Ordinal));
    }

    [Fact]
    public void HitList_NotEmbedded_OffersToEmbed()
    {
        _grid.Answer<ISearchGrain>("SearchAsync", _ => Task.FromException<SearchResult>(new GridException(GridProblem.WrongModel, "toys cannot be searched yet.")));

        IRenderedComponent<HitList> list = _page.Render<HitList>(with => with.Add(hits => hits.Ask, Ask("ball")));

        Assert.Contains("toys cannot be searched yet.", list.Find(".embed-notice").TextContent, StringComparison.Ordinal);
        Assert.Contains("Embed toys with eye", list.Find(".embed-notice button").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void HitList_PartitionsMissing_AreNamed()
    {
        SearchResult partial = Samples.Result(Samples.Hit("k")) with { Missing = [new MissingPartition(PartitionId.Parse("toys/1/4"), "It was late.")] };
        _grid.Answer<ISearchGrain>("SearchAsync", _ => Task.FromResult(partial));

        IRenderedComponent<HitList> list = _page.Render<HitList>(with => with.Add(hits => hits.Ask, Ask("ball")));

        Assert.Contains("toys/1/4: It was late.", list.Find(".missing").TextContent, StringComparison.Ordinal);
    }

    private static SearchAsk Ask(string text) => new() { State = new SearchState { Text = text }, Dataset = DatasetRef.Parse("toys"), Model = ModelRef.Parse("eye") };
}
