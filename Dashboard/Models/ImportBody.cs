namespace ClipGrid.Dashboard.Models;

/// <summary>A folder on the silo's machine that becomes a version of a model.</summary>
/// <param name="Path">The folder, as Hugging Face or open_clip write it.</param>
internal sealed record ImportBody(string Path);
