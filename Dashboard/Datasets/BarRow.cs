namespace ClipGrid.Dashboard.Datasets;

/// <summary>A bar of a chart.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Count">How long it is.</param>
/// <param name="Href">Where it leads, or null.</param>
public sealed record BarRow(string Label, long Count, string? Href = null);
