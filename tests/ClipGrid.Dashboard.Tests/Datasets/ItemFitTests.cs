using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Datasets;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Datasets;

/// <summary>Filters over items.</summary>
public sealed class ItemFitTests
{
    private static readonly ItemInfo Item = new()
    {
        Key = "a/1.png",
        Partition = PartitionId.Parse("emoji/1/0"),
        Captions = [],
        Label = "3",
        Metadata = ImmutableSortedDictionary<string, MetadataValue>.Empty.Add("year", new(2001)).Add("isOld", new(true)).Add("text", new("2001")),
        MediaType = "image/png",
        Width = 1,
        Height = 1,
        ByteCount = 1,
        Digest = "",
    };

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("label = 3", true)]
    [InlineData("label != 3", false)]
    [InlineData("key = \"a/1.png\" and year >= 2001", true)]
    [InlineData("year > 2001", false)]
    [InlineData("year between 2000 and *", true)]
    [InlineData("year < 2000 or isOld = true", true)]
    [InlineData("text between 2000 and 2002", false)]
    [InlineData("text = \"2001\"", true)]
    [InlineData("text = 2001", false)]
    [InlineData("colour in (red)", false)]
    [InlineData("colour not in (red)", true)]
    [InlineData("year in (1999, 2001)", true)]
    public void Fits_OfAnItem_IsWhatSearchesSay(string filter, bool expected) => Assert.Equal(expected, ItemFit.Fits(FilterText.Parse(filter), Item));
}
