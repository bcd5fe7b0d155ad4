using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>
/// An affine map with weight [out, in] and bias [out]. Unlike those of torch's own module the parameters start
/// uninitialised: they are either drawn by <see cref="ClipInitialization"/> or loaded, never both.
/// </summary>
internal sealed class Linear : nn.Module<Tensor, Tensor>
{
    internal Linear(int inputWidth, int outputWidth, Device device, ScalarType dtype) : base(nameof(Linear))
    {
        Weight = this.Own("weight", empty(outputWidth, inputWidth, dtype: dtype, device: device));
        Bias = this.Own("bias", empty(outputWidth, dtype: dtype, device: device));
    }

    internal Parameter Weight { get; }

    internal Parameter Bias { get; }

    /// <summary>What is added to the weight while it is learned, or null.</summary>
    internal LowRankUpdate? Update { get; set; }

    public override Tensor forward(Tensor x)
    {
        if (Update is null)
            return nn.functional.linear(x, Weight, Bias);
        Tensor x_NI = x.reshape(-1, Weight.shape[1]);
        return Update.AddTo_(nn.functional.linear(x_NI, Weight, Bias), x_NI).view([.. x.shape[..^1], Weight.shape[0]]);
    }
}
