using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Batch normalisation over pictures and places (Ioffe, Szegedy 2015), epsilon 1e-5, momentum 0.1.</summary>
internal sealed class BatchNorm : nn.Module<Tensor, Tensor>
{
    private readonly Tensor _runningMean;
    private readonly Tensor _runningVariance;
    private readonly Tensor _batchCount;

    internal BatchNorm(int width, Device device, ScalarType dtype) : base(nameof(BatchNorm))
    {
        Weight = this.Own("weight", empty(width, dtype: dtype, device: device));
        Bias = this.Own("bias", empty(width, dtype: dtype, device: device));
        _runningMean = this.OwnBuffer("running_mean", zeros(width, dtype: dtype, device: device));
        _runningVariance = this.OwnBuffer("running_var", ones(width, dtype: dtype, device: device));
        _batchCount = this.OwnBuffer("num_batches_tracked", zeros([], dtype: ScalarType.Int64, device: device));
    }

    internal Parameter Weight { get; }

    internal Parameter Bias { get; }

    public override Tensor forward(Tensor x)
    {
        if (training)
            _batchCount.Plus_(1);
        return nn.functional.batch_norm(x, _runningMean, _runningVariance, Weight, Bias, training, momentum: 0.1, eps: 1e-5);
    }
}
