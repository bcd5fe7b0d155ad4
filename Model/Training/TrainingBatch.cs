namespace ClipGrid.Model.Training;

/// <summary>Pairs in the form that the network takes.</summary>
public sealed record TrainingBatch
{
    /// <summary>Normalised pixels, [B, 3, S, S] row-major.</summary>
    public required ReadOnlyMemory<float> Pixels { get; init; }

    /// <summary>Token ids, [B, context length] row-major; each row has its end-of-text, the highest id of the vocabulary.</summary>
    public required ReadOnlyMemory<long> Tokens { get; init; }

    /// <summary>Which picture each pair shows, for pairs that share one, [B]; or null when all differ.</summary>
    public ReadOnlyMemory<long>? Groups { get; init; }
}
