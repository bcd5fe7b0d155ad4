using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>A histogram as bars.</summary>
internal static class HistogramBars
{
    /// <summary>A bar for each range; neighbours are taken together until there are few enough to read.</summary>
    public static IReadOnlyList<BarRow> Of(Histogram histogram, Func<long, string> shown, int most = 16)
    {
        int together = Math.Max(1, (histogram.Counts.Length + most - 1) / most);
        List<BarRow> rows = [];
        for (int first = 0; first < histogram.Counts.Length; first += together)
        {
            int end = Math.Min(first + together, histogram.Counts.Length);
            long count = 0;
            for (int i = first; i < end; i++)
                count += histogram.Counts[i];
            rows.Add(new BarRow(Range(Math.Max(histogram.Bounds[first], histogram.Min), Math.Min(histogram.Bounds[end] - 1, histogram.Max), shown), count));
        }
        return rows;
    }

    private static string Range(long least, long most, Func<long, string> shown) =>
        shown(least) is var from && shown(most) is var to && from == to ? from : $"{from} – {to}";
}
