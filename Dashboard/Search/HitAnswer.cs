using ClipGrid.Dashboard.Datasets;

namespace ClipGrid.Dashboard.Search;

/// <summary>A hit.</summary>
/// <param name="Score">Cosine similarity to the query, -1 to 1.</param>
/// <param name="CaptionIndex">Where captions are searched: the number of the caption, from 0.</param>
/// <param name="Caption">Where captions are searched: the caption.</param>
/// <param name="Duplicates">Keys of the hits that were collapsed into this one.</param>
/// <param name="Item">The item.</param>
internal sealed record HitAnswer(double Score, int? CaptionIndex, string? Caption, IReadOnlyList<string> Duplicates, ItemAnswer Item);
