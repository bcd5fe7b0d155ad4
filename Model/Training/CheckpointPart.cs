namespace ClipGrid.Model.Training;

/// <summary>A file of a checkpoint.</summary>
/// <param name="File">Its name in the checkpoint's folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its digest in hexadecimal.</param>
internal sealed record CheckpointPart(string File, long Length, string Sha256);
