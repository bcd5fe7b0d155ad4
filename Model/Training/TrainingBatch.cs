namespace ClipGrid.Model.Training;

/// <summary>Items in the form that the objective takes: pairs have pixels and tokens, labelled pictures pixels and labels, a probe embeddings and labels.</summary>
public sealed record TrainingBatch
{
    /// <summary>Normalised pixels, [B, 3, S, S] row-major; empty for a probe.</summary>
    public ReadOnlyMemory<float> Pixels { get; init; }

    /// <summary>
    /// Token ids, [B, context length] row-major; each row has its end-of-text, the highest id of the vocabulary. Empty where there are labels.
    /// </summary>
    public ReadOnlyMemory<long> Tokens { get; init; }

    /// <summary>Which picture each pair shows, for pairs that share one, [B]; or null when all differ.</summary>
    public ReadOnlyMemory<long>? Groups { get; init; }

    /// <summary>The class of each row, from 0, [B]; null for pairs.</summary>
    public ReadOnlyMemory<long>? Labels { get; init; }

    /// <summary>Unit image embeddings for a probe, [B, E] row-major; else empty.</summary>
    public ReadOnlyMemory<float> Embeddings { get; init; }

    /// <summary>Texts that were cut to the context length.</summary>
    public int TruncatedCount { get; init; }
}
