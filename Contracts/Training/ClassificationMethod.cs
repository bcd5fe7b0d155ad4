namespace ClipGrid.Contracts.Training;

/// <summary>What of a model learns labels.</summary>
public enum ClassificationMethod
{
    /// <summary>The head only, on embeddings that are computed once (Radford et al. 2021, section 3.2): seconds.</summary>
    LinearProbe = 0,

    /// <summary>Image tower and head; with <see cref="LoraOptions"/> the tower's low-rank updates and the head.</summary>
    FineTuning = 1,
}
