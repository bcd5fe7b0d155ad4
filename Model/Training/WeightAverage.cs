using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>An exponential running mean of the trained weights (Polyak, Juditsky 1992), in float32.</summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly IReadOnlyList<TrainedParameter> _parameters;
    private readonly double _decay;

    internal WeightAverage(IReadOnlyList<TrainedParameter> parameters, double decay)
    {
        _parameters = parameters;
        _decay = decay;
        using var frozen = no_grad();
        Means = parameters.ToDictionary(p => p.Name, p => p.Master.clone().DetachFromDisposeScope());
    }

    internal IReadOnlyDictionary<string, Tensor> Means { get; }

    internal void Update()
    {
        using var frozen = no_grad();
        foreach (TrainedParameter parameter in _parameters)
            Means[parameter.Name].Times_(_decay).Plus_(parameter.Master, 1 - _decay);
    }

    internal void CopyTo(ClipNetwork target)
    {
        using var frozen = no_grad();
        foreach (NamedTensor part in target.State())
            if (Means.TryGetValue(part.Name, out Tensor? mean))
                part.Value.copy_(mean);
    }

    public void Dispose()
    {
        foreach (Tensor mean in Means.Values)
            mean.Dispose();
    }
}
