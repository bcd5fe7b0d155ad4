namespace ClipGrid.Grains.Embedding;

/// <summary>A chunk that lies in the store.</summary>
/// <param name="Chunk">Its vectors.</param>
/// <param name="Sha256">SHA-256 of its file, in lower-case hexadecimal digits.</param>
internal sealed record StoredChunk(VectorChunk Chunk, string Sha256);
