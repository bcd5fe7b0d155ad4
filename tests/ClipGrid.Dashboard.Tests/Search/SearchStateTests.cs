using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Search;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search;

public sealed class SearchStateTests
{
    [Fact]
    public void Parse_AddressOfASearch_IsTheSameSearch()
    {
        SearchState state = new()
        {
            Dataset = "emoji@2", Model = "demo@champion", OtherModel = "demo@3f9a12b4c5d6", Text = "a red & blue ball = 50 % +1 #tag",
            Parts = [new QueryPart(PartKind.Text, "a drawing  of? two", -0.5), new QueryPart(PartKind.Item, "folder/ünï code.png", 1.2)],
            Filter = "label = \"light blue\" and year >= 2000", Target = SearchTarget.Captions, Top = 48, Skip = 96, MinScore = -0.25, CollapseAbove = 0.95,
        };

        SearchState read = SearchState.Parse($"http://localhost:8080{state.ToAddress()}");

        Assert.Equal(state with { Parts = read.Parts }, read);
        Assert.Equal(state.Parts.AsEnumerable(), read.Parts);
    }

    [Fact]
    public void ToAddress_NothingSaid_IsThePageAlone() => Assert.Equal("/search", new SearchState().ToAddress());

    [Theory]
    [InlineData("/search?top=0&skip=-3&min=7&collapse=0", 1, 0)]
    [InlineData("/search?top=99999&skip=99999999999", 200, 0)]
    [InlineData("/search?top=x&skip=9999999&min=NaN&collapse=1e999&term=&term=nan+text+a&term=1+else+b&term=1+text", 24, 9976)]
    public void Parse_WhatIsNotOnOffer_IsPassedOver(string address, int top, int skip)
    {
        SearchState state = SearchState.Parse(address);

        Assert.Equal((top, skip, (double?)null, (double?)null), (state.Top, state.Skip, state.MinScore, state.CollapseAbove));
        Assert.All(state.Parts, part => Assert.Equal(1, part.Weight));
    }

    [Fact]
    public void Parse_TooManyParts_TakesTheFirst() =>
        Assert.Equal(SearchState.MostParts, SearchState.Parse("/search?" + string.Join('&', Enumerable.Range(0, 40).Select(i => $"term=1+text+{i}"))).Parts.Length);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(-99, -2)]
    [InlineData(0.04, 0.1)]
    [InlineData(-0.55, -0.6)]
    public void Bounded_AnyWeight_IsOneOnOffer(double weight, double bounded) => Assert.Equal(bounded, QueryPart.Bounded(weight), 9);

    [Fact]
    public void HasTerms_BlanksOnly_HasNone() =>
        Assert.False(new SearchState { Text = "  ", Parts = [new QueryPart(PartKind.Item, "")] }.HasTerms);
}
