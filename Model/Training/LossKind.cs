namespace ClipGrid.Model.Training;

/// <summary>Which loss pairs are trained with.</summary>
public enum LossKind
{
    /// <summary><see cref="ContrastiveLoss"/>, CLIP's own.</summary>
    Contrastive,

    /// <summary><see cref="SigmoidLoss"/>, SigLIP's; needs a network with a logit bias.</summary>
    Sigmoid,
}
