using ClipGrid.Model.Network;
using ClipGrid.Model.Randomness;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// R rank, I inputs, O outputs

/// <summary>The low-rank update of one layer under training: float32 masters, and the copies that are computed with.</summary>
internal sealed class LoraAdapter : IDisposable
{
    internal const string DownPrefix = "lora_a.";
    internal const string UpPrefix = "lora_b.";

    private readonly AdaptableLayer _layer;
    private readonly AdaptableLayer _computeLayer;

    /// <summary>Draws A, sets B to zero and attaches both to the layer.</summary>
    /// <param name="layer">The layer of the float32 network.</param>
    /// <param name="computeLayer">The same one, or that of the copy which computes.</param>
    /// <param name="lora">Rank and factor.</param>
    /// <param name="random">The layer's own stream.</param>
    internal LoraAdapter(AdaptableLayer layer, AdaptableLayer computeLayer, LoraSpecification lora, CounterRandom random)
    {
        (_layer, _computeLayer) = (layer, computeLayer);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        (long O, long I) = (layer.Weight.shape[0], layer.Weight.shape[1]);
        double factor = lora.Alpha / lora.Rank;
        Tensor down_RI = tensor(KaimingUniform(lora.Rank, (int)I, random), [lora.Rank, I], device: layer.Weight.device);
        Master = new(down_RI, zeros(O, lora.Rank, device: layer.Weight.device), factor);
        Value = ReferenceEquals(layer.Weight, computeLayer.Weight)
            ? Master
            : new(Master.Down.to_type(computeLayer.Weight.dtype), Master.Up.to_type(computeLayer.Weight.dtype), factor);
        layer.Attach(Master);
        computeLayer.Attach(Value);
    }

    /// <summary>Canonical name of the weight that is updated.</summary>
    internal string WeightName => _layer.WeightName;

    /// <summary>The update in float32.</summary>
    internal LowRankUpdate Master { get; }

    /// <summary>What is computed with: <see cref="Master"/> itself unless the network computes in fewer bits.</summary>
    internal LowRankUpdate Value { get; }

    /// <summary>Takes the update from its layer, which computes with its own weight again.</summary>
    internal void Detach()
    {
        _layer.Attach(null);
        _computeLayer.Attach(null);
    }

    public void Dispose()
    {
        Master.Dispose();
        if (!ReferenceEquals(Master, Value))
            Value.Dispose();
    }

    // He et al. 2015 with slope sqrt 5, as in the authors' code: uniform in ±1/sqrt(inputs).
    private static float[] KaimingUniform(int rank, int inputCount, CounterRandom random)
    {
        double bound = 1 / Math.Sqrt(inputCount);
        float[] values = new float[rank * inputCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(bound * ((2 * random.Uniform((ulong)i)) - 1));
        return values;
    }
}
