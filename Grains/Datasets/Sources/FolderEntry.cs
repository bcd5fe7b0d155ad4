namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>A file below a folder of classes.</summary>
/// <param name="Path">Its path from there, with forward slashes.</param>
/// <param name="IsLink">It is a link, to a file or a folder.</param>
internal sealed record FolderEntry(string Path, bool IsLink);
