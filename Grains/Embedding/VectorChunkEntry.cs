namespace ClipGrid.Grains.Embedding;

/// <summary>A chunk, as a manifest lists it.</summary>
/// <param name="First">Row of its first item.</param>
/// <param name="Sha256">SHA-256 of its file, in lower-case hexadecimal digits.</param>
internal sealed record VectorChunkEntry(int First, string Sha256);
