namespace ClipGrid.Dashboard.Embedding;

/// <summary>Embeddings as OpenAI's API answers them.</summary>
/// <param name="Object">list.</param>
/// <param name="Data">In the order of the input.</param>
/// <param name="Model">The model version with its whole digest.</param>
/// <param name="Usage">Always zeros: the grid does not count tokens.</param>
internal sealed record EmbeddingsAnswer(string Object, IReadOnlyList<EmbeddingEntry> Data, string Model, EmbeddingsUsage Usage);
