namespace ClipGrid.Model.Training;

/// <summary>AdamW's constants; the defaults are CLIP's (Radford et al. 2021, table 19, vision transformers).</summary>
public sealed record AdamWOptions
{
    /// <summary>Decay of the gradient's running mean, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the squared gradient's running mean, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>Added to the root of the second moment; above 0.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Decoupled weight decay per step and unit of learning rate; at least 0.</summary>
    public double WeightDecay { get; init; } = 0.2;

    /// <summary>Which parameters are spared the decay.</summary>
    public WeightDecayRule WeightDecayRule { get; init; }
}
