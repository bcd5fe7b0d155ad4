namespace ClipGrid.Cli.Output;

/// <summary>A curve in a few characters.</summary>
internal static class Sparkline
{
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>The newest values, the oldest first, between their smallest and largest; one that is not finite is an x.</summary>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        double[] shown = [.. values.Skip(Math.Max(0, values.Count - width))];
        double[] finite = [.. shown.Where(double.IsFinite)];
        double lowest = finite.Length > 0 ? finite.Min() : 0;
        double range = finite.Length > 0 ? finite.Max() - lowest : 0;
        return string.Concat(shown.Select(value => !double.IsFinite(value) ? 'x' : Heights[range > 0 ? (int)Math.Round((value - lowest) / range * (Heights.Length - 1)) : 0]));
    }
}
