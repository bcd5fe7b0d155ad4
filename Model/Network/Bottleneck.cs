using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>A residual bottleneck in which every stride is an average pooling (Zhang 2019, anti-aliasing).</summary>
internal sealed class Bottleneck : nn.Module<Tensor, Tensor>
{
    internal const int Expansion = 4;

    private readonly int _stride;
    private readonly Convolution _conv1, _conv2, _conv3;
    private readonly BatchNorm _norm1, _norm2, _norm3;
    private readonly Convolution? _shortcut;
    private readonly BatchNorm? _shortcutNorm;

    internal Bottleneck(int inputWidth, int width, int stride, Device device, ScalarType dtype) : base(nameof(Bottleneck))
    {
        _stride = stride;
        _conv1 = this.Own("conv1", new Convolution(inputWidth, width, 1, device, dtype));
        _norm1 = this.Own("bn1", new BatchNorm(width, device, dtype));
        _conv2 = this.Own("conv2", new Convolution(width, width, 3, device, dtype, padding: 1));
        _norm2 = this.Own("bn2", new BatchNorm(width, device, dtype));
        _conv3 = this.Own("conv3", new Convolution(width, width * Expansion, 1, device, dtype));
        _norm3 = this.Own("bn3", new BatchNorm(width * Expansion, device, dtype));
        if (stride == 1 && inputWidth == width * Expansion)
            return;
        var downsample = this.Own("downsample", new Downsample());
        _shortcut = downsample.Own("0", new Convolution(inputWidth, width * Expansion, 1, device, dtype));
        _shortcutNorm = downsample.Own("1", new BatchNorm(width * Expansion, device, dtype));
    }

    /// <summary>Its gain starts at zero, so that a fresh block is the identity.</summary>
    internal BatchNorm LastNorm => _norm3;

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor y = _norm1.forward(_conv1.forward(x)).relu_();
        y = _norm2.forward(_conv2.forward(y)).relu_();
        y = _norm3.forward(_conv3.forward(Shrink(y)));
        Tensor identity = _shortcut is null ? x : _shortcutNorm!.forward(_shortcut.forward(Shrink(x)));
        return y.Plus_(identity).relu_().MoveToOuterDisposeScope();
    }

    private Tensor Shrink(Tensor x) => _stride == 1 ? x : nn.functional.avg_pool2d(x, _stride);

    /// <summary>Only gives the shortcut's parts the names that checkpoints use.</summary>
    private sealed class Downsample() : nn.Module(nameof(Downsample));
}
