using System.Text.Json;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training.Curves;
using CsCheck;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

public sealed class CurveShapeTests
{
    private static readonly DateTimeOffset Origin = DateTimeOffset.UnixEpoch.AddSeconds(1);

    [Theory]
    [InlineData(double.NaN, null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(double.NegativeInfinity, null)]
    [InlineData(0, 0.0)]
    [InlineData(double.Epsilon, 0.0)]
    [InlineData(0.1234567, 0.123457)]
    [InlineData(-0.1234567, -0.123457)]
    [InlineData(123456789, 123457000.0)]
    [InlineData(double.MaxValue, 1.79769e308)]
    [InlineData(1.5e-279, 1.5e-279)]
    public void Of_Value_HasSixDigitsOrIsNull(double value, double? shown)
    {
        double? drawn = CurveShape.Of([SampleSessions.Point(1) with { Loss = value }], Origin).Series["Loss"][0];

        Assert.Equal(shown is null, drawn is null);
        Assert.Equal(shown ?? 0, drawn ?? 0, Math.Abs(shown ?? 0) * 1e-12);
    }

    [Fact]
    public void Of_AnyValue_IsJsonAndNearIt() => Gen.Double.Sample(value =>
    {
        double? drawn = CurveShape.Of([SampleSessions.Point(1) with { Loss = value }], Origin).Series["Loss"][0];
        JsonSerializer.Serialize(drawn);
        return drawn is null ? !double.IsFinite(value) : Math.Abs(drawn.Value - value) <= Math.Abs(value) * 5.001e-6 + 1e-280;
    });

    [Fact]
    public void Of_Points_HasEverySeriesByItsName()
    {
        CurvePoints points = CurveShape.Of([SampleSessions.Point(1), SampleSessions.Point(4)], Origin);

        Assert.Equal([1, 4], points.Steps);
        Assert.Equal([10, 40], points.Samples);
        Assert.Equal([0, 3], points.Times);
        Assert.Equal(CurvePanel.OfTraining.Select(panel => panel.Key).Order(), points.Series.Keys.Order());
        Assert.Equal(Enum.GetNames<MetricSeries>().Order(), points.Series.Keys.Order());
        // Each is another one's: none is drawn in the place of another.
        Assert.Equal(
            [("BatchAccuracy", 0.5), ("DataWait", 0.3), ("GradientNorm", 1), ("LearningRate", 0.1), ("LogitScale", 14), ("Loss", 0.25), ("MemoryBytes", 4096), ("SamplesPerSecond", 20), ("UpdateRatio", 0.2)],
            points.Series.Select(series => (series.Key, series.Value[1]!.Value)).OrderBy(series => series.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Of_History_KeepsExtremesApartAndNaNAsNull()
    {
        MetricHistory history = SampleSessions.History([SampleSessions.Point(1)]) with
        {
            Series = [new SeriesHistory { Series = MetricSeries.GradientNorm, Minima = [1], Maxima = [3], Means = [double.NaN] }],
        };
        SessionLook look = new(SessionId.Parse("a"), "name", "#000", "solid");

        CurveHistory drawn = CurveShape.Of(history, look, Origin.AddSeconds(5));

        Assert.Equal(("a", "name", "#000", "solid", 1), (drawn.Id, drawn.Name, drawn.Color, drawn.Dash, drawn.Last));
        CurveSeries series = Assert.Single(drawn.Series).Value;
        Assert.Equal((1, 3, null), (series.Minima[0], series.Maxima[0], series.Means[0]));
        // A clock that went back is not before the beginning.
        Assert.Equal([0], drawn.Times);
    }
}
