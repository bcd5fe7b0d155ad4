using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>Brings metrics into the form that charts take.</summary>
internal static class CurveShape
{
    /// <summary>A history.</summary>
    /// <param name="history">As the grid tells it.</param>
    /// <param name="look">Whose it is and how it looks.</param>
    /// <param name="origin">When the first step ended.</param>
    public static CurveHistory Of(MetricHistory history, SessionLook look, DateTimeOffset origin) => new()
    {
        Id = look.Id.Value,
        Name = look.Name,
        Color = look.Color,
        Dash = look.Dash,
        Last = history.LastStep,
        Steps = [.. history.Steps],
        Samples = [.. history.SampleCounts],
        Times = [.. history.Times.Select(at => Seconds(at, origin))],
        Series = history.Series.ToDictionary(series => $"{series.Series}", series => new CurveSeries(Numbers(series.Minima), Numbers(series.Maxima), Numbers(series.Means))),
    };

    /// <summary>New steps.</summary>
    public static CurvePoints Of(IReadOnlyList<MetricPoint> points, DateTimeOffset origin) => new()
    {
        Steps = [.. points.Select(point => point.Step)],
        Samples = [.. points.Select(point => point.SampleCount)],
        Times = [.. points.Select(point => Seconds(point.At, origin))],
        Series = Enum.GetValues<MetricSeries>().ToDictionary(series => $"{series}", series => Numbers(points.Select(point => Value(point, series)))),
    };

    private static double Value(MetricPoint point, MetricSeries series) => series switch
    {
        MetricSeries.Loss => point.Loss,
        MetricSeries.LearningRate => point.LearningRate,
        MetricSeries.GradientNorm => point.GradientNorm,
        MetricSeries.LogitScale => point.LogitScale,
        MetricSeries.SamplesPerSecond => point.SamplesPerSecond,
        MetricSeries.UpdateRatio => point.UpdateRatio,
        MetricSeries.DataWait => point.DataWait,
        MetricSeries.MemoryBytes => point.MemoryBytes,
        _ => point.BatchAccuracy,
    };

    private static double Seconds(DateTimeOffset at, DateTimeOffset origin) => Math.Round(Math.Max(0, (at - origin).TotalSeconds), 3);

    // JSON has no word for what is no number, and six digits are more than a screen shows.
    private static double?[] Numbers(IEnumerable<double> values) => [.. values.Select(value => double.IsFinite(value) ? Rounded(value) : (double?)null)];

    private static double Rounded(double value)
    {
        if (value == 0 || Math.Abs(value) < 1e-280)
            return 0;
        double scale = Math.Pow(10, 5 - Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value * scale) / scale;
    }
}
