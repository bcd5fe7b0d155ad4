using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>A square convolution without bias: weight [out, in, k, k].</summary>
internal sealed class Convolution : nn.Module<Tensor, Tensor>
{
    private readonly long[] _stride;
    private readonly long[] _padding;

    internal Convolution(int inputWidth, int outputWidth, int kernel, Device device, ScalarType dtype, int stride = 1, int padding = 0)
        : base(nameof(Convolution))
    {
        _stride = [stride, stride];
        _padding = [padding, padding];
        Weight = this.Own("weight", empty(outputWidth, inputWidth, kernel, kernel, dtype: dtype, device: device));
    }

    internal Parameter Weight { get; }

    public override Tensor forward(Tensor x) => nn.functional.conv2d(x, Weight, strides: _stride, padding: _padding);
}
