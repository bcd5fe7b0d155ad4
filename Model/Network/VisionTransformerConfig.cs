namespace ClipGrid.Model.Network;

/// <summary>A vision transformer (Dosovitskiy et al. 2020) with CLIP's extra layer norm before the blocks.</summary>
public sealed record VisionTransformerConfig : VisionConfig
{
    /// <summary>Side of a square patch, in pixels; divides <see cref="VisionConfig.ImageSize"/>.</summary>
    public required int PatchSize { get; init; }

    /// <summary>Number of residual attention blocks.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Width of the MLP's hidden layer; 4 x width in every published model.</summary>
    public required int MlpWidth { get; init; }

    /// <summary>Layer-norm epsilon.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>Patches on one side of the picture.</summary>
    public int GridSize => ImageSize / PatchSize;
}
