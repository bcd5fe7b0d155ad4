using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Datasets;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Datasets;

public sealed class GalleryQueryTests
{
    [Fact]
    public void ToQuery_FilterAndLabels_BothMustHold()
    {
        ItemQuery query = new GalleryQuery(" red ", "year > 2000", ["cat", "dog"]).ToQuery(10, 20);

        AndFilter both = Assert.IsType<AndFilter>(query.Filter);
        Assert.IsType<RangeFilter>(both.Parts[0]);
        Assert.Equal(["cat", "dog"], Assert.IsType<InFilter>(both.Parts[1]).Values.Select(value => value.Text));
        Assert.Equal((" red ", 10, 20), (query.Text, query.Skip, query.Top));
    }

    [Fact]
    public void ToQuery_FilterThatCannotBeRead_IsLeftOutAndComplainedOf()
    {
        GalleryQuery query = new(null, "year >", []);

        Assert.NotNull(query.FilterComplaint);
        Assert.Null(query.ToQuery(0, 1).Filter);
    }

    [Fact]
    public void Equals_SameLabels_AreTheSame() =>
        Assert.Equal(new GalleryQuery("a", null, ["x"]), new GalleryQuery("a", null, ["x"]));

    [Fact]
    public void Item_KeyOfAStranger_IsEscaped() =>
        Assert.Equal("/datasets/emoji/item?key=a%26b%3D%2F%3F&version=2&at=5&q=x%20y&label=%23", DatasetUrl.Item(new DatasetRef(DatasetName.Parse("emoji"), 2), "a&b=/?", 5, new GalleryQuery("x y", null, ["#"])));
}
