namespace ClipGrid.Model.Network;

/// <summary>The image tower: a <see cref="VisionTransformerConfig"/> or a <see cref="ResNetConfig"/>.</summary>
public abstract record VisionConfig
{
    /// <summary>Side of the square input picture, in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Width of the stem (ResNet) or of the residual stream (transformer).</summary>
    public required int Width { get; init; }

    /// <summary>Attention heads: of every block (transformer) or of the attention pooling (ResNet).</summary>
    public required int HeadCount { get; init; }
}
