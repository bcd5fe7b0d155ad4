using ClipGrid.Contracts.Embedding;
using ClipGrid.Dashboard.Embedding;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Embedding;

public sealed class PointGroupsTests
{
    [Fact]
    public void Sort_MoreLabelsThanLooks_LetsTheRareOnesShareGrey()
    {
        PlanePoint[] points = [.. Enumerable.Range(0, 12).SelectMany(label => Enumerable.Repeat(Point($"label {label:00}"), 20 - label)), Point(null)];

        PointGroups groups = PointGroups.Sort(points);

        Assert.Equal(12, groups.Groups.Length);
        Assert.Equal(new PointGroup("label 00", 20, 0), groups.Groups[0]);
        Assert.Equal(new PointGroup("2 other labels", 19, PointGroup.LookCount), groups.Groups[10]);
        Assert.Equal(new PointGroup("no label", 1, PointGroup.LookCount), groups.Groups[11]);
        Assert.Equal(groups.Groups.Select(group => group.Count), Enumerable.Range(0, 12).Select(place => groups.Of.Count(of => of == place)));
    }

    [Fact]
    public void Sort_NoLabels_IsOneGroupInAColour()
    {
        PointGroups groups = PointGroups.Sort([Point(null), Point(null)]);

        Assert.Equal(new PointGroup("no label", 2, 0), Assert.Single(groups.Groups));
        Assert.Equal([0, 0], groups.Of);
    }

    [Fact]
    public void Sort_Nothing_IsNothing() => Assert.Empty(PointGroups.Sort([]).Groups);

    private static PlanePoint Point(string? label) => new() { Key = "k", Label = label, X = 0, Y = 0 };
}
