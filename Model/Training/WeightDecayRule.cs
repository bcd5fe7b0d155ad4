namespace ClipGrid.Model.Training;

/// <summary>Which parameters weight decay leaves alone.</summary>
public enum WeightDecayRule
{
    /// <summary>Everything with fewer than two dimensions: gains, biases, the class token, the logit scale. CLIP's own rule.</summary>
    ExcludeVectors,

    /// <summary>Those, and the position embeddings as well: open_clip's rule since 2026.</summary>
    ExcludeVectorsAndPositions,
}
