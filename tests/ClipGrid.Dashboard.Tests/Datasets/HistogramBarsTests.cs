using System.Globalization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Dashboard.Datasets;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Datasets;

public sealed class HistogramBarsTests
{
    [Fact]
    public void Of_MoreRangesThanCanBeRead_TakesNeighboursTogether()
    {
        Histogram histogram = new() { Bounds = [0, 10, 20, 30], Counts = [1, 2, 3], Min = 4, Max = 25, Sum = 0 };

        Assert.Equal([new BarRow("4 – 19", 3), new BarRow("20 – 25", 3)], HistogramBars.Of(histogram, number => number.ToString(CultureInfo.InvariantCulture), 2));
    }
}
