using TorchSharp;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov, Hutter 2019, algorithm 2). On the CPU one fused pass per parameter; elsewhere
/// torch operations. Both give the same weights but for rounding.
/// </summary>
internal sealed class AdamW(IReadOnlyList<TrainedParameter> parameters, AdamWOptions options) : IDisposable
{
    internal IReadOnlyList<TrainedParameter> Parameters { get; } = parameters;

    /// <summary>The 2-norm of all gradients together. Waits for the device.</summary>
    internal double GradientNorm()
    {
        double sum = 0;
        foreach (TrainedParameter parameter in Parameters)
        {
            using Tensor? gradient = parameter.Value.grad;
            if (gradient is not null)
                sum += SumOfSquares(gradient);
        }
        return Math.Sqrt(sum);
    }

    /// <summary>One step, then the gradients are gone.</summary>
    /// <param name="stepNumber">1 for the first step: the moments' bias correction.</param>
    /// <param name="learningRate">The rate of this step, before each parameter's own factor.</param>
    /// <param name="gradientScale">Factor on every gradient, from clipping.</param>
    /// <param name="measure">Whether the result is wanted, which waits for the device. On a CPU it costs nothing.</param>
    /// <returns>How far the weights moved; zeros where nobody asked.</returns>
    internal UpdateSquares Step(long stepNumber, double learningRate, double gradientScale, bool measure)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        UpdateSquares moved = default;
        var onDevice = new List<Tensor>();
        foreach (TrainedParameter parameter in Parameters)
        {
            using Tensor? gradient = parameter.Value.grad;
            if (gradient is null)
                continue;
            var update = new AdamWUpdate(options, parameter, stepNumber, learningRate, gradientScale);
            if (gradient.device_type == DeviceType.CPU)
                moved += Fused(parameter, gradient, update);
            else if (measure)
                onDevice.Add(AdamWPlain.ApplyMeasured(parameter, gradient, update));
            else
                AdamWPlain.Apply(parameter, gradient, update);
            parameter.PublishMaster();
            parameter.Value.grad = null;
        }
        return onDevice.Count == 0 ? moved : moved + Read(onDevice);
    }

    /// <summary>Forgets the gradients of a step that will not be taken.</summary>
    internal void DropGradients()
    {
        foreach (TrainedParameter parameter in Parameters)
            parameter.Value.grad = null;
    }

    public void Dispose()
    {
        foreach (TrainedParameter parameter in Parameters)
            parameter.Dispose();
    }

    private static UpdateSquares Read(List<Tensor> squares)
    {
        Tensor sums = stack(squares).sum(0).cpu();
        return new(sums[0].item<float>(), sums[1].item<float>());
    }

    private static UpdateSquares Fused(TrainedParameter parameter, Tensor gradient, AdamWUpdate update)
    {
        using Tensor plain = AsPlainFloats(gradient);
        return AdamWKernel.Apply(Floats.Of(parameter.Master), Floats.Of(plain), Floats.Of(parameter.FirstMoment), Floats.Of(parameter.SecondMoment), update);
    }

    private static double SumOfSquares(Tensor gradient)
    {
        if (gradient.device_type == DeviceType.CPU)
        {
            using Tensor plain = AsPlainFloats(gradient);
            return AdamWKernel.SumOfSquares(Floats.Of(plain));
        }
        using Tensor wide = gradient.to_type(ScalarType.Float32);
        using Tensor squares = wide.square();
        using Tensor sum = squares.sum();
        return sum.item<float>();
    }

    private static Tensor AsPlainFloats(Tensor gradient)
    {
        using Tensor wide = gradient.to_type(ScalarType.Float32);
        return wide.contiguous();
    }
}
