using ClipGrid.Contracts.Embedding;

namespace ClipGrid.Contracts.Search;

/// <summary>A part of a query: exactly one of text, picture (a file or an item) and vector.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SearchTerm")]
public sealed record SearchTerm
{
    /// <summary>A text.</summary>
    [Id(0)]
    public string? Text { get; init; }

    /// <summary>A picture. An item without a data set is one of the set that is searched.</summary>
    [Id(1)]
    public PictureInput? Picture { get; init; }

    /// <summary>A vector of the model's embed dim, of any length but zero.</summary>
    [Id(2)]
    public ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>
    /// How much it counts, finite and not 0; negative: away from it. The query is the sum of the terms' unit vectors times their weights,
    /// brought to unit length.
    /// </summary>
    [Id(3)]
    public double Weight { get; init; } = 1;
}
