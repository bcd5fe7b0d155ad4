using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Search;

/// <summary>Scores of texts against pictures.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.RankResult")]
public sealed record RankResult
{
    /// <summary>Cosine similarities, row by row: picture p and text t at p * <see cref="TextCount"/> + t.</summary>
    [Id(0)]
    public required ReadOnlyMemory<float> Scores { get; init; }

    /// <summary>Pictures.</summary>
    [Id(1)]
    public required int PictureCount { get; init; }

    /// <summary>Texts.</summary>
    [Id(2)]
    public required int TextCount { get; init; }

    /// <summary>exp of the model's logit scale: multiply before a softmax.</summary>
    [Id(3)]
    public required double LogitScale { get; init; }

    /// <summary>The model.</summary>
    [Id(4)]
    public required ModelVersionId Model { get; init; }
}
