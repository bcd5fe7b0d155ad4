using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Draws parameters from one generator, in the order of the calls.</summary>
internal sealed class WeightSampler(Generator generator)
{
    internal void Normal(Parameter target, double std)
    {
        using Tensor drawn = randn(target.shape, generator: generator);
        target.copy_(drawn.Times_(std));
    }

    /// <summary>Uniform in ±1/sqrt(fan-in): what torch gives linear and convolution layers (He et al. 2015, with slope sqrt 5).</summary>
    internal void UniformByFanIn(Parameter target) => Uniform(target, 1 / Math.Sqrt(target.numel() / target.shape[0]));

    /// <summary>Weight and bias uniform in ±1/sqrt(fan-in).</summary>
    internal void UniformByFanIn(Linear layer)
    {
        UniformByFanIn(layer.Weight);
        Uniform(layer.Bias, 1 / Math.Sqrt(layer.Weight.shape[1]));
    }

    /// <summary>Uniform in ±sqrt(6 / (fan-in + fan-out)) (Glorot, Bengio 2010).</summary>
    internal void XavierUniform(Parameter target) => Uniform(target, Math.Sqrt(6.0 / (target.shape[0] + target.shape[1])));

    private void Uniform(Parameter target, double bound)
    {
        using Tensor drawn = rand(target.shape, generator: generator);
        target.copy_(drawn.Times_(2 * bound).Plus_(-bound));
    }
}
