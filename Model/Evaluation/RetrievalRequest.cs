namespace ClipGrid.Model.Evaluation;

/// <summary>Pictures and captions whose pairs are known, for scoring retrieval in both directions.</summary>
public sealed record RetrievalRequest
{
    /// <summary>Picture embeddings [N, D]; unit rows for cosine similarity, they are compared as they are.</summary>
    public required EmbeddingMatrix Pictures { get; init; }

    /// <summary>Caption embeddings [M, D]; unit rows for cosine similarity, they are compared as they are.</summary>
    public required EmbeddingMatrix Captions { get; init; }

    /// <summary>
    /// For each caption the row of its picture. A picture may own several captions, or none: then it is a candidate for captions but
    /// no query. Null means one caption per picture in the same order.
    /// </summary>
    public IReadOnlyList<int>? PictureOfCaption { get; init; }

    /// <summary>Most threads to use; -1 for as many as there are cores. The result does not depend on it.</summary>
    public int MaxParallelism { get; init; } = -1;

    /// <summary>The row of each caption's picture, checked.</summary>
    /// <exception cref="ArgumentException">Widths or numbers do not fit together, or a row does not exist.</exception>
    internal int[] ResolvePictureOfCaption()
    {
        if (Pictures.Dimension != Captions.Dimension)
            throw new ArgumentException($"The pictures have {Pictures.Dimension} dimensions, the captions {Captions.Dimension}: embed both with one model.");
        if (PictureOfCaption is null && Pictures.RowCount != Captions.RowCount)
            throw new ArgumentException($"There are {Pictures.RowCount} pictures and {Captions.RowCount} captions: set {nameof(PictureOfCaption)} to say which belong together.");
        int[] pictureOf = PictureOfCaption is null ? [.. Enumerable.Range(0, Captions.RowCount)] : [.. PictureOfCaption];
        if (pictureOf.Length != Captions.RowCount)
            throw new ArgumentException($"{nameof(PictureOfCaption)} names {pictureOf.Length} pictures for {Captions.RowCount} captions: give one entry per caption.");
        int wrong = Array.FindIndex(pictureOf, p => (uint)p >= (uint)Pictures.RowCount);
        if (wrong >= 0)
            throw new ArgumentException($"Caption {wrong} belongs to picture {pictureOf[wrong]}, but the pictures are numbered 0 to {Pictures.RowCount - 1}.");
        return pictureOf;
    }
}
