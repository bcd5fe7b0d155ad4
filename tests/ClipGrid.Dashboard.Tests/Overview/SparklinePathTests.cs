using ClipGrid.Dashboard.Overview;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Overview;

public sealed class SparklinePathTests
{
    [Fact]
    public void Of_FallingCurve_GoesFromUpperLeftToLowerRight() =>
        Assert.Equal("M1.5 1.5L50 25L98.5 48.5", SparklinePath.Of([1, 11, 21], [3, 2, 1], 100, 50));

    [Fact]
    public void Of_StepsThatAreNotEven_KeepTheirDistances() =>
        Assert.Equal("M1.5 48.5L25.8 48.5L98.5 1.5", SparklinePath.Of([0, 25, 100], [1, 1, 2], 100, 50));

    [Fact]
    public void Of_AllTheSame_IsAStraightLineInTheMiddle() => Assert.Equal("M1.5 25L98.5 25", SparklinePath.Of([1, 2], [7, 7], 100, 50));

    [Fact]
    public void Of_ValueThatIsNoNumber_BreaksTheLine() =>
        Assert.Equal("M1.5 48.5L34 25M98.5 1.5h0", SparklinePath.Of([0, 67, 134, 200], [1, 2, double.NaN, 3], 100, 50));

    [Fact]
    public void Of_NoNumberAtAll_HasNoPath()
    {
        Assert.Equal("", SparklinePath.Of([], [], 100, 50));
        Assert.Equal("", SparklinePath.Of([1, 2], [double.NaN, double.PositiveInfinity], 100, 50));
    }

    [Fact]
    public void Of_OneValue_IsADot() => Assert.Equal("M50 25h0", SparklinePath.Of([5], [1], 100, 50));

    [Fact]
    public void Of_ExtremesOfDouble_StaysInside() =>
        Assert.Equal("M1.5 48.5L98.5 1.5", SparklinePath.Of([1, 2], [double.MinValue, double.MaxValue], 100, 50));
}
