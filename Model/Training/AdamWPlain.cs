using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>AdamW in torch operations, for any device: the formula that <see cref="AdamWKernel"/> is tested against.</summary>
internal static class AdamWPlain
{
    internal static void Apply(TrainedParameter parameter, Tensor gradient, AdamWUpdate update)
    {
        using var scope = NewDisposeScope();
        Tensor scaled = gradient.to_type(ScalarType.Float32).Times(update.GradientScale);
        parameter.Master.Times_(update.Keep);
        parameter.FirstMoment.Times_(update.Beta1).Plus_(scaled, update.OneMinusBeta1);
        parameter.SecondMoment.Times_(update.Beta2).Plus_(scaled.square(), update.OneMinusBeta2);
        Tensor denominator = parameter.SecondMoment.sqrt().Times_(1.0 / update.SecondMomentRoot).Plus_(update.Epsilon);
        parameter.Master.Plus_(parameter.FirstMoment / denominator, -update.StepSize);
    }

    /// <summary><see cref="Apply"/>, and how far the weights moved.</summary>
    /// <returns>The two sums of squares of <see cref="UpdateSquares"/> on the device: [2].</returns>
    internal static Tensor ApplyMeasured(TrainedParameter parameter, Tensor gradient, AdamWUpdate update)
    {
        using var scope = NewDisposeScope();
        Tensor before = parameter.Master.detach().clone();
        Apply(parameter, gradient, update);
        Tensor change = parameter.Master.detach().clone().Plus_(before, -1);
        return stack([change.square().sum(), before.square().sum()]).MoveToOuterDisposeScope();
    }
}
