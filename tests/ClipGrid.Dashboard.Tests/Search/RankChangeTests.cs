using ClipGrid.Dashboard.Search;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search;

public sealed class RankChangeTests
{
    [Fact]
    public void Of_TwoLists_SaysWhereEachHitStandsOnTheOther()
    {
        IReadOnlyList<RankChange> changes = RankChange.Of([Samples.Hit("a"), Samples.Hit("b"), Samples.Hit("c"), Samples.Hit("d")], [Samples.Hit("c"), Samples.Hit("b"), Samples.Hit("a")]);

        Assert.Equal([2, 0, -2, null], changes.Select(change => change.Places));
        Assert.Equal(["▲ 2", "=", "▼ 2", "only here"], changes.Select(change => change.Sign));
    }

    [Fact]
    public void Of_CaptionsOfOneItem_AreHitsOfTheirOwn()
    {
        IReadOnlyList<RankChange> changes = RankChange.Of([Samples.Hit("a") with { CaptionIndex = 1 }], [Samples.Hit("a") with { CaptionIndex = 0 }]);

        Assert.Null(Assert.Single(changes).Places);
    }
}
