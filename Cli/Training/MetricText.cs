using System.Globalization;

namespace ClipGrid.Cli.Training;

/// <summary>What an evaluation measured, for people.</summary>
internal static class MetricText
{
    /// <summary>In a line: "recall@1 0.4821, recall@5 0.7312".</summary>
    public static string Of(IEnumerable<KeyValuePair<string, double>> metrics) =>
        string.Join(", ", metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key} {metric.Value:0.####}")));
}
