using System.Globalization;
using System.Text;

namespace ClipGrid.Dashboard.Overview;

/// <summary>A small curve as a path of SVG.</summary>
internal static class SparklinePath
{
    private const double Margin = 1.5;

    /// <summary>
    /// The path through values at ascending steps, the least value at the bottom. Where a value is no number the line breaks; a curve without
    /// a number has no path.
    /// </summary>
    /// <param name="steps">Where on the horizontal axis each value stands.</param>
    /// <param name="values">The values, as many as steps.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static string Of(ReadOnlySpan<long> steps, ReadOnlySpan<double> values, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, steps.Length);
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
            if (double.IsFinite(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        StringBuilder path = new();
        bool isDrawing = false;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                isDrawing = false;
                continue;
            }
            double x = Margin + (width - 2 * Margin) * Share(steps[i], steps[0], steps[^1]);
            double y = height - Margin - (height - 2 * Margin) * Share(values[i], low, high);
            // A single number is a dot: a line to itself with round ends.
            path.Append(CultureInfo.InvariantCulture, $"{(isDrawing ? 'L' : 'M')}{x:0.#} {y:0.#}");
            if (!isDrawing && (i + 1 == values.Length || !double.IsFinite(values[i + 1])))
                path.Append('h').Append('0');
            isDrawing = true;
        }
        return path.ToString();
    }

    // The middle, where all are the same. Halves first: the span of two finite numbers may be none.
    private static double Share(double value, double low, double high) => high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
}
