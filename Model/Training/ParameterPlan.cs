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
    /// <param name="lora">The low-rank updates of a specification that has them.</param>
    internal static IReadOnlyList<TrainedParameter> Apply(
        ClipNetwork network, ClipNetwork compute, TrainingSpecification specification, LoraAdapters? lora = null)
    {
        var trained = new List<TrainedParameter>();
        foreach ((NamedTensor master, NamedTensor value) in network.State().Zip(compute.State()).Where(pair => !pair.First.IsBuffer))
        {
            ParameterLayer layer = ParameterLayer.Of(master.Name, network.Config);
            TowerTraining? tower = TowerOf(layer, specification);
            int? unlocked = tower is not null && specification.Lora is not null ? 0 : tower?.UnlockedLayerCount;
            bool isTrained = unlocked is not { } count || layer.FromOutput < count;
            var parameter = (Parameter)value.Value;
            parameter.requires_grad = isTrained;
            if (!isTrained)
                continue;
            double decay = Decays(master, specification.Optimizer.WeightDecayRule) ? specification.Optimizer.WeightDecay : 0;
            trained.Add(new TrainedParameter(master.Name, parameter, (Parameter)master.Value, decay, RateFactor(tower, layer)));
        }
        trained.AddRange(lora?.All.SelectMany(adapter => Updates(adapter, network.Config, specification)) ?? []);
        return trained;
    }

    // Both matrices are weights like those that they update: they decay, and their rate is that of their layer.
    private static IEnumerable<TrainedParameter> Updates(LoraAdapter adapter, ClipConfig config, TrainingSpecification specification)
    {
        ParameterLayer layer = ParameterLayer.Of(adapter.WeightName, config);
        double rateFactor = RateFactor(TowerOf(layer, specification), layer), decay = specification.Optimizer.WeightDecay;
        yield return new(LoraAdapter.DownPrefix + adapter.WeightName, adapter.Value.Down, adapter.Master.Down, decay, rateFactor);
        yield return new(LoraAdapter.UpPrefix + adapter.WeightName, adapter.Value.Up, adapter.Master.Up, decay, rateFactor);
    }

    private static TowerTraining? TowerOf(ParameterLayer layer, TrainingSpecification specification) => layer.Tower switch
    {
        ParameterTower.Image => specification.ImageTower,
        ParameterTower.Text => specification.TextTower,
        // The factor on cosines is for pairs only.
        _ => specification.Objective == ObjectiveKind.Pairs ? null : TowerTraining.Locked,
    };

    private static double RateFactor(TowerTraining? tower, ParameterLayer layer) => Math.Pow(tower?.LayerRateDecay ?? 1, layer.FromOutput);

    /// <summary>Whether weight decay applies to a parameter.</summary>
    internal static bool Decays(NamedTensor part, WeightDecayRule rule) =>
        part.Value.shape.Length >= 2
        && (rule == WeightDecayRule.ExcludeVectors || part.Name is not ("positional_embedding" or "visual.positional_embedding"));
}
