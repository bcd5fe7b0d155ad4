namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>One curve for a chart; null where there is no number.</summary>
/// <param name="Minima">The least value of each bucket.</param>
/// <param name="Maxima">The greatest value of each bucket.</param>
/// <param name="Means">The mean of each bucket.</param>
internal sealed record CurveSeries(double?[] Minima, double?[] Maxima, double?[] Means);
