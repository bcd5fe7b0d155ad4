namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>A file that a browser means to send.</summary>
/// <param name="Path">Where it lies in what was chosen, with / between folders.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record UploadFile(string Path, long Size);
