using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using Xunit;

namespace ClipGrid.Grains.Tests.Search;

[Trait("Check", "66")]
public sealed class SearchCheckTests
{
    private static readonly float[] Unit = [1, 0, 0, 0, 0, 0, 0];

    public static TheoryData<string, Func<SearchRequest, SearchRequest>> Wrong { get; } = new()
    {
        { "Top", r => r with { Top = 0 } },
        { "Top", r => r with { Top = -1 } },
        { "Top", r => r with { Top = int.MaxValue } },
        { "Top", r => r with { Top = 1001 } },
        { "Skip", r => r with { Skip = -1 } },
        { "Skip", r => r with { Skip = int.MaxValue } },
        { "MinScore", r => r with { MinScore = double.NaN } },
        { "MinScore", r => r with { MinScore = 1.5 } },
        { "CollapseAbove", r => r with { CollapseAbove = double.NaN } },
        { "CollapseAbove", r => r with { CollapseAbove = 0 } },
        { "PartitionTimeout", r => r with { PartitionTimeout = TimeSpan.Zero } },
        { "Target", r => r with { Target = (SearchTarget)7 } },
        { "terms", r => r with { Terms = [] } },
        { "terms", r => r with { Terms = default } },
        { "terms", r => r with { Terms = [.. Enumerable.Repeat(r.Terms[0], 33)] } },
        { "Term 1", r => r with { Terms = [new SearchTerm()] } },
        { "Term 1", r => r with { Terms = [new SearchTerm { Text = "a", Vector = Unit }] } },
        { "weight", r => r with { Terms = [new SearchTerm { Vector = Unit, Weight = 0 }] } },
        { "weight", r => r with { Terms = [new SearchTerm { Vector = Unit, Weight = double.NaN }] } },
        { "text of term 1", r => r with { Terms = [new SearchTerm { Text = "  " }] } },
        { "6 numbers", r => r with { Terms = [new SearchTerm { Vector = new float[6] }] } },
        { "all zeros", r => r with { Terms = [new SearchTerm { Vector = new float[7] }] } },
        { "NaN", r => r with { Terms = [new SearchTerm { Vector = new[] { 1, float.NaN, 0, 0, 0, 0, 0 } }] } },
        { "NaN", r => r with { Terms = [new SearchTerm { Vector = new[] { 1, float.PositiveInfinity, 0, 0, 0, 0, 0 } }] } },
        { "cancel out", r => r with { Terms = [new SearchTerm { Vector = Unit, Weight = 3 }, new SearchTerm { Vector = Unit, Weight = -3 }] } },
        { "picture of term 1", r => r with { Terms = [new SearchTerm { Picture = new PictureInput() }] } },
        { "Term 1 cannot be embedded", r => r with { Terms = [new SearchTerm { Text = "nobody knows" }] } },
        { "filter", r => r with { Filter = new EqualsFilter("", new MetadataValue("a")) } },
        { "filter", r => r with { Filter = new EqualsFilter("a", default) } },
        { "filter", r => r with { Filter = new RangeFilter { Field = "label", Min = 1 } } },
        { "filter", r => r with { Filter = new RangeFilter { Field = "year", Min = double.NaN } } },
        { "filter", r => r with { Filter = new RangeFilter { Field = "year", Min = 2, Max = 1 } } },
        { "filter", r => r with { Filter = new AndFilter(default) } },
        { "filter", r => r with { Filter = Deep(70) } },
        { "filter", r => r with { Filter = new InFilter("a", [.. Enumerable.Range(0, 10_001).Select(i => new MetadataValue((double)i))]) } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task SearchAsync_AWrongRequest_IsRefusedInASentenceThatNamesIt(string named, Func<SearchRequest, SearchRequest> spoil)
    {
        using MemoryGrid grid = new(1, 5);
        GridException error = await Assert.ThrowsAsync<GridException>(() => SearchEngineTests.Engine(grid).SearchAsync(spoil(SearchEngineTests.Request(grid)), TestContext.Current.CancellationToken));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains(": ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, grid.SearchCount);
    }

    private static ItemFilter Deep(int depth) => depth == 0 ? new AndFilter([]) : new NotFilter(Deep(depth - 1));
}
