namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>A file that is not sent.</summary>
/// <param name="Index">Its place in the list that was given, from 0.</param>
/// <param name="Path">Its path.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record LeftOutFile(int Index, string Path, string Reason);
