using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class HeadMetricsTests
{
    [Fact]
    public void Of_ManyMetrics_PutsTheFirstHitFirst() =>
        Assert.Equal(
            ["image-to-text recall@1", "recall@1", "loss"],
            HeadMetrics.Of(SomeVersion.Metrics(("loss", 1), ("a rank", 2), ("recall@1", 0.7), ("image-to-text recall@1", 0.9), ("median rank", 1)), 3).Select(metric => metric.Key));
}
