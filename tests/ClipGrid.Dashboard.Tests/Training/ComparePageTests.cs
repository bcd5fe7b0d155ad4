using Bunit;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class ComparePageTests : IAsyncDisposable
{
    private readonly SessionBench _bench = new();

    public ComparePageTests() => _bench.Grid.Answer<ISessionGrain>("GetAsync", (id, _) => id == "gone"
        ? SessionBench.Refuse<SessionInfo>("There is no session gone.", GridProblem.NotFound)
        : Task.FromResult(SampleSessions.Info(id, loss: id.Length) with { Specification = SampleSessions.Plain with { Note = id == "a" ? "<script>x</script>" : null } }));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Page_TwoSessions_ShowsOnlyWhatDiffersAndTheBest()
    {
        IRenderedComponent<ComparePage> page = Show("a,bb,a");

        Assert.Equal(["a · eye", "bb · eye"], page.FindAll(".legend a").Select(link => link.TextContent));
        Assert.Equal("note", Assert.Single(page.FindAll("[data-test=differences] tbody th")).TextContent);
        Assert.Equal(["<script>x</script>", "—"], page.FindAll("[data-test=differences] td").Select(cell => cell.TextContent));
        Assert.Equal(["★ 1", "2"], page.FindAll("tbody tr").First(row => row.Children[0].TextContent == "newest loss").QuerySelectorAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Page_TheSameSpecification_SaysSo() => Assert.Contains("Their specifications are the same.", Show("b,c").Markup, StringComparison.Ordinal);

    [Fact]
    public void Page_MoreThanCanBeToldApart_SaysHowManyAreLeftOut()
    {
        IRenderedComponent<ComparePage> page = Show(string.Join(',', Enumerable.Range(1, 21).Select(number => $"s{number}")));

        Assert.Equal(18, page.FindAll(".legend li").Count);
        Assert.Contains("3 more sessions are not shown", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_AnotherComparison_TakesThePlaceOfTheFirst()
    {
        IRenderedComponent<ComparePage> page = Show("a,b");

        Navigation.NavigateTo("/sessions/compare?ids=c,d");

        page.WaitForAssertion(() => Assert.Equal(["c · eye", "d · eye"], page.FindAll(".legend a").Select(link => link.TextContent)));
    }

    [Theory]
    [InlineData("", "Nothing to compare")]
    [InlineData("a,gone", "There is no session gone.")]
    [InlineData("a,<b>", "is no session id")]
    public void Page_WhatCannotBeCompared_SaysSo(string ids, string words) => Assert.Contains(words, Show(ids).Markup, StringComparison.Ordinal);

    private NavigationManager Navigation => _bench.Page.Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<ComparePage> Show(string ids)
    {
        Navigation.NavigateTo($"/sessions/compare?ids={Uri.EscapeDataString(ids)}");
        return _bench.Page.Render<ComparePage>();
    }
}
