using System.Collections.Immutable;
using System.Diagnostics;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Datasets.Views;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Tests.Search;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Views;

[Collection<Alone>]
public sealed class ItemMatchesTests
{
    private static readonly ImmutableSortedDictionary<string, int> Nothing = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Find_AnyQuery_GivesThePageOfWhatFits() =>
        Gen.Int[0, 1_000_000].Sample(
            seed =>
            {
                RandomData data = new(seed);
                PartitionItems items = data.Items(0, 1 + data.Next(300));
                ImmutableSortedDictionary<string, int> retired = Nothing.AddRange(items.Items.Where(_ => data.Next(6) == 0).Select(item => KeyValuePair.Create(item.Info.Key, data.Next(4))));
                string[] words = [.. new[] { "CAPTION", "1 ", "k3", " dog", "-0" }.Where(_ => data.Next(4) == 0)];
                ItemQuery query = new() { Filter = data.Next(2) == 0 ? data.Filter() : null, Text = string.Join("\t", words), Skip = data.Next(30), Top = data.Next(60) };

                ItemPage page = ItemMatches.Find(items, ShownRows.Of(items, retired, 2), query, Token);

                ItemInfo[] expected = [.. items.Items.Select(item => item.Info).Where(item =>
                    !(retired.TryGetValue(item.Key, out int from) && from <= 2)
                    && (query.Filter is null || PlainSearch.Fits(query.Filter, item))
                    && words.All(word => new[] { item.Key, item.Label ?? "" }.Concat(item.Captions).Any(text => text.Contains(word.Trim(), StringComparison.OrdinalIgnoreCase))))];
                Assert.Equal(expected.Length, page.TotalCount);
                Assert.Equal(expected.Skip(query.Skip).Take(query.Top).Select(item => item.Key), page.Items.Select(item => item.Key));
            },
            iter: 300);

    [Fact]
    public void Find_OfAnEarlierVersion_ShowsNothingOfLaterPartitions()
    {
        PartitionItems items = new RandomData(1).Items(0, 5);
        Assert.Equal(0, ItemMatches.Find(items, ShownRows.Of(items, Nothing, 0), new ItemQuery(), Token).TotalCount);
    }

    [Fact]
    public void Find_AmongTwentyThousandItems_TakesFarLessThanASecond()
    {
        RandomData data = new(3);
        PartitionItems items = data.Items(0, 20_000);
        ItemQuery query = new() { Filter = new EqualsFilter("label", new MetadataValue("cat")), Text = "caption nowhere", Top = 1000 };
        RowSet shown = ShownRows.Of(items, Nothing, 1);
        ItemMatches.Find(items, shown, query, Token);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, ItemMatches.Find(items, shown, query, Token).TotalCount);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(0, 0, "Top is 0")]
    [InlineData(0, 1001, "Top is 1001")]
    [InlineData(-1, 10, "Skip is -1")]
    public void Check_APageOutOfRange_IsRefused(int skip, int top, string complaint)
    {
        GridException error = Assert.Throws<GridException>(() => ItemQueryCheck.Check(new ItemQuery { Skip = skip, Top = top }, leastTop: 1));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TooMuchText_IsRefused()
    {
        Assert.Contains("1,001 characters", Assert.Throws<GridException>(() => ItemQueryCheck.Check(new ItemQuery { Text = new string('a', 1001) }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("33 words", Assert.Throws<GridException>(() => ItemQueryCheck.Check(new ItemQuery { Text = string.Join(' ', Enumerable.Repeat("a", 33)) }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<GridException>(() => ItemQueryCheck.Check(new ItemQuery { Filter = new AndFilter(default) }, 1));
    }
}
