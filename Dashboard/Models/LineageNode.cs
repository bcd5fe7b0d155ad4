namespace ClipGrid.Dashboard.Models;

/// <summary>A box in the drawing of a version's lineage.</summary>
/// <param name="Kind">What it stands for; boxes of a kind stand together.</param>
/// <param name="Label">The kind in words.</param>
/// <param name="Title">Which one.</param>
/// <param name="Href">Its page, or null.</param>
internal sealed record LineageNode(LineageKind Kind, string Label, string Title, string? Href = null);
