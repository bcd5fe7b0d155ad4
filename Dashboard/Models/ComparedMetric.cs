namespace ClipGrid.Dashboard.Models;

/// <summary>What was measured on two versions.</summary>
/// <param name="Name">The metric.</param>
/// <param name="A">On the first, or null.</param>
/// <param name="B">On the second, or null.</param>
internal sealed record ComparedMetric(string Name, double? A, double? B)
{
    /// <summary>How much more the second has, or null where one has none.</summary>
    public double? Difference => B - A;
}
