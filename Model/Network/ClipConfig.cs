namespace ClipGrid.Model.Network;

/// <summary>
/// Everything that fixes the shape and the function of a CLIP network (Radford et al. 2021, section 2.4).
/// Two networks with equal configurations and weights give equal embeddings.
/// </summary>
public sealed record ClipConfig
{
    /// <summary>Width of the joint embedding space.</summary>
    public required int EmbedDim { get; init; }

    /// <summary>The image tower.</summary>
    public required VisionConfig Vision { get; init; }

    /// <summary>The text tower.</summary>
    public required TextConfig Text { get; init; }

    /// <summary>Non-linearity of both towers' MLPs.</summary>
    public Activation Activation { get; init; } = Activation.QuickGelu;

    /// <summary>Initial logarithm of the logit scale; ln(1/0.07) in the paper.</summary>
    public double InitialLogitScale { get; init; } = Math.Log(1 / 0.07);

    /// <summary>Initial logit bias of the sigmoid loss (Zhai et al. 2023, section 3.2: -10), or null for a model without one.</summary>
    public double? InitialLogitBias { get; init; }
}
