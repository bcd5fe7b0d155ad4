namespace ClipGrid.Model.Embedding;

/// <summary>What became of one input of a list: a vector or an error.</summary>
public sealed record EmbeddingResult
{
    private EmbeddingResult(ReadOnlyMemory<float> vector, Exception? error) => (Vector, Error) = (vector, error);

    /// <summary>The unit vector; empty where there is an error.</summary>
    public ReadOnlyMemory<float> Vector { get; }

    /// <summary>Why there is no vector, or null.</summary>
    public Exception? Error { get; }

    /// <summary>A vector.</summary>
    internal static EmbeddingResult Of(ReadOnlyMemory<float> vector) => new(vector, null);

    /// <summary>An error.</summary>
    internal static EmbeddingResult Failed(Exception error) => new(default, error);
}
