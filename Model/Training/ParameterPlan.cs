using ClipGrid.Model.Network;
using TorchSharp.Modules;

namespace ClipGrid.Model.Training;

/// <summary>Decides what is trained, with which decay and at which rate; freezes the rest.</summary>
internal static class ParameterPlan
{
    /// <summary>The trained parameters in the network's order. Sets <c>requires_grad</c> on every parameter that is computed with.</summary>
    /// <param name="network">The float32 weights.</param>
    /// <param name="compute">The network that computes: the same one, or its copy in fewer bits.</param>
    /// <param name="specification">What is trained.</param>
    internal static IReadOnlyList<TrainedParameter> Apply(ClipNetwork network, ClipNetwork compute, TrainingSpecification specification)
    {
        var trained = new List<TrainedParameter>();
        foreach ((NamedTensor master, NamedTensor value) in network.State().Zip(compute.State()).Where(pair => !pair.First.IsBuffer))
        {
            ParameterLayer layer = ParameterLayer.Of(master.Name, network.Config);
            TowerTraining? tower = layer.Tower switch
            {
                ParameterTower.Image => specification.ImageTower,
                ParameterTower.Text => specification.TextTower,
                // The factor on cosines is for pairs only.
                _ => specification.Objective == ObjectiveKind.Pairs ? null : TowerTraining.Locked,
            };
            bool isTrained = tower?.UnlockedLayerCount is not { } unlocked || layer.FromOutput < unlocked;
            var parameter = (Parameter)value.Value;
            parameter.requires_grad = isTrained;
            if (!isTrained)
                continue;
            double decay = Decays(master, specification.Optimizer.WeightDecayRule) ? specification.Optimizer.WeightDecay : 0;
            double rateFactor = Math.Pow(tower?.LayerRateDecay ?? 1, layer.FromOutput);
            trained.Add(new TrainedParameter(master.Name, parameter, (Parameter)master.Value, decay, rateFactor));
        }
        return trained;
    }

    /// <summary>Whether weight decay applies to a parameter.</summary>
    internal static bool Decays(NamedTensor part, WeightDecayRule rule) =>
        part.Value.shape.Length >= 2
        && (rule == WeightDecayRule.ExcludeVectors || part.Name is not ("positional_embedding" or "visual.positional_embedding"));
}
