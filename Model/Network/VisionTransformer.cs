using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, C channels, S side in pixels, P patches + 1, D width, E embedding

/// <summary>The vision transformer: patches, a class token, positions, blocks, the class token projected.</summary>
internal sealed class VisionTransformer : ImageTower
{
    private readonly int _patchSize;

    internal VisionTransformer(VisionTransformerConfig config, int embedDim, Activation activation, Device device, ScalarType dtype)
        : base(nameof(VisionTransformer))
    {
        _patchSize = config.PatchSize;
        int D = config.Width;
        ClassEmbedding = this.Own("class_embedding", empty(D, dtype: dtype, device: device));
        PositionEmbedding = this.Own("positional_embedding", empty((config.GridSize * config.GridSize) + 1, D, dtype: dtype, device: device));
        Projection = this.Own("proj", empty(D, embedDim, dtype: dtype, device: device));
        Patches = this.Own("conv1", new Convolution(3, D, config.PatchSize, device, dtype));
        InputNorm = this.Own("ln_pre", new LayerNorm(D, config.LayerNormEpsilon, device, dtype));
        Transformer = this.Own("transformer", new Transformer(
            new(D, config.HeadCount, config.LayerCount, config.MlpWidth, config.LayerNormEpsilon, activation, Causal: false), device, dtype));
        OutputNorm = this.Own("ln_post", new LayerNorm(D, config.LayerNormEpsilon, device, dtype));
    }

    internal Parameter ClassEmbedding { get; }

    internal Parameter PositionEmbedding { get; }

    internal Parameter Projection { get; }

    internal Convolution Patches { get; }

    internal LayerNorm InputNorm { get; }

    internal Transformer Transformer { get; }

    internal LayerNorm OutputNorm { get; }

    internal override Tensor Forward(Tensor pixels_BCSS)
    {
        using var scope = NewDisposeScope();
        Tensor x_BPD = InputNorm.forward(Embed(pixels_BCSS));
        return OutputNorm.forward(Transformer.ForwardPooled(x_BPD, null)).matmul(Projection).MoveToOuterDisposeScope();
    }

    /// <summary>Patches and class token with their positions, before <see cref="InputNorm"/>: [B, P, D].</summary>
    internal Tensor Embed(Tensor pixels_BCSS)
    {
        using var scope = NewDisposeScope();
        long B = pixels_BCSS.shape[0];
        Tensor class_B1D = ClassEmbedding.view(1, 1, -1).expand(B, -1, -1);
        return cat([class_B1D, EmbedPatches(pixels_BCSS)], 1).Plus_(PositionEmbedding).MoveToOuterDisposeScope();
    }

    // A convolution whose stride is its kernel is one matrix product over cut-out patches; no other layout pays here.
    private Tensor EmbedPatches(Tensor pixels_BCSS)
    {
        (long B, long grid) = (pixels_BCSS.shape[0], pixels_BCSS.shape[2] / _patchSize);
        Tensor patches_BGN = pixels_BCSS.view(B, 3, grid, _patchSize, grid, _patchSize)
            .permute(0, 2, 4, 1, 3, 5).reshape(B, grid * grid, -1);
        return patches_BGN.matmul(Patches.Weight.view(Patches.Weight.shape[0], -1).t());
    }
}
