using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Layer normalisation over the last axis (Ba et al. 2016).</summary>
internal sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly long[] _shape;
    private readonly double _epsilon;

    internal LayerNorm(int width, double epsilon, Device device, ScalarType dtype) : base(nameof(LayerNorm))
    {
        _shape = [width];
        _epsilon = epsilon;
        Weight = this.Own("weight", empty(width, dtype: dtype, device: device));
        Bias = this.Own("bias", empty(width, dtype: dtype, device: device));
    }

    internal Parameter Weight { get; }

    internal Parameter Bias { get; }

    public override Tensor forward(Tensor x) => nn.functional.layer_norm(x, _shape, Weight, Bias, _epsilon);
}
