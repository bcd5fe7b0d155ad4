using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// A partition's embeddings under a model: unit vectors, and zeros in place of what could not be embedded. Rows are those of
/// <see cref="Datasets.PartitionItems"/>. Immutable.
/// </summary>
internal sealed record PartitionVectors
{
    /// <summary>The model.</summary>
    public required ModelDigest Model { get; init; }

    /// <summary>Width of a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>The pictures' vectors, row by row.</summary>
    public required ReadOnlyMemory<float> Pictures { get; init; }

    /// <summary>The captions' vectors: those of item i from row <c>CaptionStarts[i]</c> on.</summary>
    public required ReadOnlyMemory<float> Captions { get; init; }

    /// <summary>An item's vector.</summary>
    public ReadOnlyMemory<float> Picture(int row) => Pictures.Slice(row * Dimension, Dimension);
}
