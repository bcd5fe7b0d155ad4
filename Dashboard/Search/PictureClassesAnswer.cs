namespace ClipGrid.Dashboard.Search;

/// <summary>The classes of one picture.</summary>
/// <param name="Classes">The best first; empty if the picture cannot be read.</param>
/// <param name="Error">Why it cannot, or null.</param>
internal sealed record PictureClassesAnswer(IReadOnlyList<ClassAnswer> Classes, string? Error);
