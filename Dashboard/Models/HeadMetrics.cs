using System.Collections.Immutable;

namespace ClipGrid.Dashboard.Models;

/// <summary>Which of many metrics say most where there is room for a few.</summary>
internal static class HeadMetrics
{
    // In the order of what a person asks first: is the first hit right, is the label right, and only then how the training ended.
    private static readonly ImmutableArray<string> Telling = ["recall@1", "accuracy", "recall@5", "recall@10", "loss"];

    /// <summary>The most telling ones; others fill up in ordinal order.</summary>
    public static ImmutableArray<KeyValuePair<string, double>> Of(ImmutableSortedDictionary<string, double> metrics, int most) =>
        [.. metrics.OrderBy(metric => Rank(metric.Key)).ThenBy(metric => metric.Key, StringComparer.Ordinal).Take(most)];

    private static int Rank(string name)
    {
        for (int i = 0; i < Telling.Length; i++)
            if (name == Telling[i] || name.EndsWith($" {Telling[i]}", StringComparison.Ordinal))
                return i;
        return Telling.Length;
    }
}
