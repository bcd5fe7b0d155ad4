namespace ClipGrid.Dashboard.Embedding;

/// <summary>Which data set to embed under which model.</summary>
internal sealed record EmbeddingSetBody
{
    /// <summary>The data set: emoji (its latest version) or emoji@2.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model: demo, demo@alias or demo@digest.</summary>
    public required string Model { get; init; }
}
