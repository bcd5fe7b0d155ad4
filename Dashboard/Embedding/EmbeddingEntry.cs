namespace ClipGrid.Dashboard.Embedding;

/// <summary>An embedding.</summary>
/// <param name="Object">embedding.</param>
/// <param name="Index">Its place in the input, from 0.</param>
/// <param name="Embedding">Of unit length: an array of numbers, or their bytes in base64.</param>
internal sealed record EmbeddingEntry(string Object, int Index, object Embedding);
