using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>A chart: what it shows and in which unit.</summary>
/// <param name="Key">Its curve's name between server and browser.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Unit">The unit of its values, <c>bytes</c> for numbers of bytes, empty for none.</param>
public sealed record CurvePanel(string Key, string Title, string Unit)
{
    /// <summary>The charts of every session, the most looked at first.</summary>
    public static ImmutableArray<CurvePanel> OfTraining { get; } = [.. new[]
    {
        MetricSeries.Loss, MetricSeries.LearningRate, MetricSeries.GradientNorm, MetricSeries.SamplesPerSecond, MetricSeries.MemoryBytes,
        MetricSeries.BatchAccuracy, MetricSeries.LogitScale, MetricSeries.UpdateRatio, MetricSeries.DataWait,
    }.Select(Of)];

    /// <summary>The chart of a curve of training.</summary>
    public static CurvePanel Of(MetricSeries series) => series switch
    {
        MetricSeries.Loss => new(nameof(MetricSeries.Loss), "Loss", ""),
        MetricSeries.LearningRate => new(nameof(MetricSeries.LearningRate), "Learning rate", ""),
        MetricSeries.GradientNorm => new(nameof(MetricSeries.GradientNorm), "Gradient norm", ""),
        MetricSeries.LogitScale => new(nameof(MetricSeries.LogitScale), "Logit scale", ""),
        MetricSeries.SamplesPerSecond => new(nameof(MetricSeries.SamplesPerSecond), "Throughput", "samples/s"),
        MetricSeries.UpdateRatio => new(nameof(MetricSeries.UpdateRatio), "Update ratio", ""),
        MetricSeries.DataWait => new(nameof(MetricSeries.DataWait), "Wait for data", "s"),
        MetricSeries.MemoryBytes => new(nameof(MetricSeries.MemoryBytes), "Memory", "bytes"),
        _ => new(nameof(MetricSeries.BatchAccuracy), "Accuracy within the batch", ""),
    };

    /// <summary>The chart of a value of evaluations, by its own name.</summary>
    public static CurvePanel OfEvaluation(string metric) => new(metric, metric, "");
}
