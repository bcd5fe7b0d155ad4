using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>
/// CLIP's ResNet (Radford et al. 2021, section 2.4): a stem of three convolutions and an average pooling, four stages of
/// anti-aliased bottlenecks, attention pooling in place of the mean.
/// </summary>
internal sealed class ModifiedResNet : ImageTower
{
    private readonly Convolution[] _stem;
    private readonly BatchNorm[] _stemNorms;

    internal ModifiedResNet(ResNetConfig config, int embedDim, Device device, ScalarType dtype) : base(nameof(ModifiedResNet))
    {
        int half = config.Width / 2;
        _stem =
        [
            this.Own("conv1", new Convolution(3, half, 3, device, dtype, stride: 2, padding: 1)),
            this.Own("conv2", new Convolution(half, half, 3, device, dtype, padding: 1)),
            this.Own("conv3", new Convolution(half, config.Width, 3, device, dtype, padding: 1)),
        ];
        _stemNorms =
        [
            this.Own("bn1", new BatchNorm(half, device, dtype)),
            this.Own("bn2", new BatchNorm(half, device, dtype)),
            this.Own("bn3", new BatchNorm(config.Width, device, dtype)),
        ];
        Stages = [.. Enumerable.Range(0, 4).Select(stage => this.Own($"layer{stage + 1}", BuildStage(config, stage, device, dtype)))];
        Pool = this.Own("attnpool", new AttentionPool(config.GridSize, config.OutputWidth, config.HeadCount, embedDim, device, dtype));
    }

    internal IReadOnlyList<ModuleList<Bottleneck>> Stages { get; }

    internal AttentionPool Pool { get; }

    internal override Tensor Forward(Tensor pixels_BCSS)
    {
        using var scope = NewDisposeScope();
        Tensor x = nn.functional.avg_pool2d(Stem(pixels_BCSS)[^1], 2);
        foreach (ModuleList<Bottleneck> stage in Stages)
            x = ForwardStage(stage, x);
        return Pool.forward(x).MoveToOuterDisposeScope();
    }

    /// <summary>The three activations of the stem, before its pooling.</summary>
    internal Tensor[] Stem(Tensor pixels_BCSS)
    {
        var activations = new Tensor[3];
        for (int i = 0; i < 3; i++)
            activations[i] = _stemNorms[i].forward(_stem[i].forward(i == 0 ? pixels_BCSS : activations[i - 1])).relu_();
        return activations;
    }

    internal static Tensor ForwardStage(ModuleList<Bottleneck> stage, Tensor x)
    {
        using var scope = NewDisposeScope();
        foreach (Bottleneck block in stage)
            x = block.forward(x);
        return x.MoveToOuterDisposeScope();
    }

    private static ModuleList<Bottleneck> BuildStage(ResNetConfig config, int stage, Device device, ScalarType dtype)
    {
        int width = config.Width << stage;
        int inputWidth = stage == 0 ? width : width / 2 * Bottleneck.Expansion;
        return new([.. Enumerable.Range(0, config.StageDepths[stage]).Select(block => block == 0
            ? new Bottleneck(inputWidth, width, stage == 0 ? 1 : 2, device, dtype)
            : new Bottleneck(width * Bottleneck.Expansion, width, 1, device, dtype))]);
    }
}
