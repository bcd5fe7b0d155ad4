using ClipGrid.Dashboard.Display;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Display;

public sealed class ShownTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-42, "42 s ago")]
    [InlineData(-3 * 60 - 5, "3 min 5 s ago")]
    [InlineData(-2 * 86400, "2 d 0 h ago")]
    [InlineData(90, "in 1 min 30 s")]
    public void Ago_SecondsFromNow_SaysItInTheTwoLargestUnits(int seconds, string words) =>
        Assert.Equal(words, Shown.Ago(Now.AddSeconds(seconds), Now));

    [Theory]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(5L << 30, "5.00 GiB")]
    public void Bytes_Count_HasAUnit(long count, string words) => Assert.Equal(words, Shown.Bytes(count));

    [Fact]
    public void Count_One_IsSingular() => Assert.Equal(("1 item", "2,000 items", "2 boxes"), (Shown.Count(1, "item"), Shown.Count(2000, "item"), Shown.Count(2, "box", "boxes")));

    [Fact]
    public void Short_TextThatEndsWithinAPair_KeepsPairsWhole() => Assert.Equal("aa…", Shown.Short("aa😀bbbb", 4));
}
