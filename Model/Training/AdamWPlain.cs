using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>AdamW in torch operations, for any device: the formula that <see cref="AdamWKernel"/> is tested against.</summary>
internal static class AdamWPlain
{
    internal static void Apply(TrainedParameter parameter, Tensor gradient, AdamWUpdate update)
    {
        using var scope = NewDisposeScope();
        Tensor scaled = gradient.to_type(ScalarType.Float32) * update.GradientScale;
        parameter.Master.mul_(update.Keep);
        parameter.FirstMoment.mul_(update.Beta1).add_(scaled, alpha: update.OneMinusBeta1);
        parameter.SecondMoment.mul_(update.Beta2).addcmul_(scaled, scaled, update.OneMinusBeta2);
        Tensor denominator = (parameter.SecondMoment.sqrt() / update.SecondMomentRoot).add_(update.Epsilon);
        parameter.Master.addcdiv_(parameter.FirstMoment, denominator, -update.StepSize);
    }
}
