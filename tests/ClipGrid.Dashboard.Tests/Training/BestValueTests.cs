using System.Collections.Immutable;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class BestValueTests
{
    [Fact]
    public void Of_LossAndRanks_AreBestWhereLowAndOthersWhereHigh()
    {
        SessionInfo[] sessions =
        [
            Judged("a", loss: 3, ("median rank", 4), ("recall@1", 0.2)), Judged("b", loss: 1, ("median rank", 9), ("recall@1", 0.7)), SampleSessions.Info("c", loss: null),
        ];

        Dictionary<string, BestValue> best = BestValue.Of(sessions).ToDictionary(value => value.Name);

        Assert.Equal((1.0, 4.0, 0.7), (best["newest loss"].Best, best["median rank"].Best, best["recall@1"].Best));
        Assert.Equal([3, 1, null], best["newest loss"].Values);
        Assert.Equal(["newest loss", "samples/s", "median rank", "recall@1"], BestValue.Of(sessions).Select(value => value.Name));
    }

    [Fact]
    public void Of_LossThatIsNoNumber_IsNotTheBest() =>
        Assert.Equal(2, BestValue.Of([SampleSessions.Info("a", loss: double.NaN), SampleSessions.Info("b", loss: 2), SampleSessions.Info("c", loss: double.NegativeInfinity)])[0].Best);

    [Fact]
    public void Of_NoValues_HasNoBest() => Assert.Null(BestValue.Of([SampleSessions.Info("a", loss: null)])[0].Best);

    private static SessionInfo Judged(string id, double loss, params (string Name, double Value)[] metrics) => SampleSessions.Info(id, loss: loss) with
    {
        Best = new CheckpointInfo
        {
            Step = 1, At = default, ByteCount = 1, IsPinned = false, IsBest = true, Metrics = metrics.ToImmutableSortedDictionary(metric => metric.Name, metric => metric.Value),
        },
    };
}
