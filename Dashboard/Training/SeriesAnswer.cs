namespace ClipGrid.Dashboard.Training;

/// <summary>One curve, bucket by bucket; null where a bucket has no number.</summary>
/// <param name="Minima">The least values.</param>
/// <param name="Maxima">The greatest values.</param>
/// <param name="Means">The means.</param>
internal sealed record SeriesAnswer(IReadOnlyList<double?> Minima, IReadOnlyList<double?> Maxima, IReadOnlyList<double?> Means);
