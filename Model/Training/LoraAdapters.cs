using ClipGrid.Model.Network;
using ClipGrid.Model.Randomness;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>All low-rank updates of a run, attached to its networks until they are disposed.</summary>
internal sealed class LoraAdapters : IDisposable
{
    private readonly ClipNetwork _network;
    private readonly ClipNetwork _compute;
    private readonly double _factor;

    internal LoraAdapters(ClipNetwork network, ClipNetwork compute, LoraSpecification lora, ulong seed)
    {
        (_network, _compute, _factor) = (network, compute, lora.Alpha / lora.Rank);
        CounterRandom random = new CounterRandom(seed).Derive(RandomPurpose.LowRankUpdates);
        // Numbered over both towers: a layer's first values do not depend on which of them are updated.
        All =
        [
            .. Layers(network).Zip(Layers(compute)).Index()
                .Where(layer => layer.Item.First.IsImage ? lora.ImageTower : lora.TextTower)
                .Select(layer => new LoraAdapter(layer.Item.First.Layer, layer.Item.Second.Layer, lora, random.Derive((ulong)layer.Index))),
        ];
        network.HasUpdates = compute.HasUpdates = true;
    }

    internal IReadOnlyList<LoraAdapter> All { get; }

    /// <summary>The float32 matrices by the names that checkpoints have for them.</summary>
    internal IEnumerable<(string Name, Tensor Value)> State() => All.SelectMany(adapter => new (string, Tensor)[]
    {
        (LoraAdapter.DownPrefix + adapter.WeightName, adapter.Master.Down),
        (LoraAdapter.UpPrefix + adapter.WeightName, adapter.Master.Up),
    });

    /// <summary>True for the names of <see cref="State"/>.</summary>
    internal static bool IsName(string name) =>
        name.StartsWith(LoraAdapter.DownPrefix, StringComparison.Ordinal) || name.StartsWith(LoraAdapter.UpPrefix, StringComparison.Ordinal);

    /// <summary>Adds the updates to the weights of a network of the same configuration.</summary>
    /// <param name="target">The network.</param>
    /// <param name="values">Other values of the matrices by name, such as their running means; or null.</param>
    internal void AddTo(ClipNetwork target, IReadOnlyDictionary<string, Tensor>? values = null)
    {
        IReadOnlyDictionary<string, Tensor> matrices = values ?? State().ToDictionary(part => part.Name, part => part.Value);
        Add(target, All.Select(adapter => adapter.WeightName), name => matrices[name].detach(), _factor);
    }

    /// <summary>Adds the updates of a checkpoint to the weights of a network of its configuration.</summary>
    /// <param name="target">The network.</param>
    /// <param name="stored">The checkpoint's weights; those that are no updates are passed over.</param>
    /// <param name="lora">What the updates were made with.</param>
    internal static void AddTo(ClipNetwork target, IReadOnlyDictionary<string, WeightTensor> stored, LoraSpecification lora) => Add(
        target,
        stored.Keys.Where(name => name.StartsWith(LoraAdapter.DownPrefix, StringComparison.Ordinal)).Select(name => name[LoraAdapter.DownPrefix.Length..]),
        name => tensor(stored[name].ToFloats(), stored[name].Shape.AsSpan().ToArray(), device: target.Device),
        lora.Alpha / lora.Rank);

    /// <summary>Takes the updates from the networks, which compute with their own weights again.</summary>
    internal void Detach()
    {
        foreach (LoraAdapter adapter in All)
            adapter.Detach();
        _network.HasUpdates = _compute.HasUpdates = false;
    }

    public void Dispose()
    {
        Detach();
        foreach (LoraAdapter adapter in All)
            adapter.Dispose();
    }

    private static void Add(ClipNetwork target, IEnumerable<string> weightNames, Func<string, Tensor> matrix, double factor)
    {
        using var frozen = no_grad();
        Dictionary<string, Tensor> weights = target.State().ToDictionary(part => part.Name, part => part.Value);
        foreach (string name in weightNames)
        {
            using var scope = NewDisposeScope();
            Tensor product_OI = matrix(LoraAdapter.UpPrefix + name).mm(matrix(LoraAdapter.DownPrefix + name));
            weights[name].Plus_(product_OI, factor);
        }
    }

    private static IEnumerable<(AdaptableLayer Layer, bool IsImage)> Layers(ClipNetwork network) =>
    [
        .. AdaptableLayer.OfImages(network).Select(layer => (layer, true)),
        .. AdaptableLayer.OfTexts(network).Select(layer => (layer, false)),
    ];
}
