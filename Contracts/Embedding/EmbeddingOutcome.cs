using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Embedding;

/// <summary>The vector of one text or picture of a list, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.EmbeddingOutcome")]
public sealed record EmbeddingOutcome
{
    /// <summary>The vector: unit length, the model's embed dim long. Empty where it failed.</summary>
    [Id(0)]
    public ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>Why there is none, or null.</summary>
    [Id(1)]
    public string? Error { get; init; }

    /// <summary>Of what kind that is.</summary>
    [Id(2)]
    public GridProblem Problem { get; init; }
}
