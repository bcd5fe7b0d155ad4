using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class VersionComparisonTests
{
    [Fact]
    public void Of_MetricOfOneOnly_HasNoDifference()
    {
        VersionComparison comparison = VersionComparison.Of(
            SomeVersion.Of('a') with { Metrics = SomeVersion.Metrics(("recall@1", 0.5), ("loss", 2)) }, SomeVersion.Of('b') with { Metrics = SomeVersion.Metrics(("recall@1", 0.75), ("accuracy", 0.9)) });

        Assert.Equal([new("accuracy", null, 0.9), new("loss", 2, null), new ComparedMetric("recall@1", 0.5, 0.75)], comparison.Metrics);
        Assert.Equal([null, null, 0.25], comparison.Metrics.Select(metric => metric.Difference));
    }

    [Fact]
    public void Of_OtherPictureSide_DiffersInThatFactAlone()
    {
        VersionComparison comparison = VersionComparison.Of(SomeVersion.Of('a'), SomeVersion.Of('b') with { ImageSize = 64 });

        Assert.Equal([new ComparedFact("Picture side", "32 pixels", "64 pixels")], comparison.Facts.Where(fact => fact.Differs));
    }

    [Fact]
    public void Of_ClassesOfOneOnly_AreListedOnItsSide()
    {
        VersionComparison comparison = VersionComparison.Of(SomeVersion.Of('a') with { Classes = ["cat", "dog"] }, SomeVersion.Of('b') with { Classes = ["dog", "owl"] });

        Assert.Equal(["cat"], comparison.OnlyA);
        Assert.Equal(["owl"], comparison.OnlyB);
    }
}
