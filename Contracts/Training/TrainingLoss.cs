namespace ClipGrid.Contracts.Training;

/// <summary>What training makes small.</summary>
public enum TrainingLoss
{
    /// <summary>Symmetric cross-entropy over the scaled cosine matrix (Radford et al. 2021, section 2.3).</summary>
    Contrastive = 0,

    /// <summary>Pairwise sigmoid loss (Zhai et al. 2023).</summary>
    Sigmoid = 1,
}
