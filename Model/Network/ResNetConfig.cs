using System.Collections.Immutable;

namespace ClipGrid.Model.Network;

/// <summary>CLIP's modified ResNet: three-convolution anti-aliased stem, blur-pooled strides, attention pooling.</summary>
public sealed record ResNetConfig : VisionConfig
{
    /// <summary>Bottleneck blocks in each of the four stages.</summary>
    public required ImmutableArray<int> StageDepths { get; init; }

    /// <summary>Channels after the last stage: 32 x width.</summary>
    public int OutputWidth => Width * 32;

    /// <summary>Cells on one side of the last feature map.</summary>
    public int GridSize => ImageSize / 32;

    /// <inheritdoc/>
    public bool Equals(ResNetConfig? other) =>
        base.Equals(other) && StageDepths.AsSpan().SequenceEqual(other.StageDepths.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), StageDepths.Length);
}
