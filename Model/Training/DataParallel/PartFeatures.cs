namespace ClipGrid.Model.Training.DataParallel;

// B rows of the part, E embedding

/// <summary>What the towers made of a part of a batch; or, the other way, the loss's gradient with respect to it.</summary>
/// <param name="Images">Of the unit image embeddings, [B, E] row-major.</param>
/// <param name="Texts">Of the unit text embeddings, [B, E] row-major.</param>
public sealed record PartFeatures(ReadOnlyMemory<float> Images, ReadOnlyMemory<float> Texts)
{
    /// <summary>The group of each row, [B], or null where all pairs differ.</summary>
    public ReadOnlyMemory<long>? Groups { get; init; }

    /// <summary>Captions of the rows that were cut to the context length.</summary>
    public int TruncatedCount { get; init; }
}
