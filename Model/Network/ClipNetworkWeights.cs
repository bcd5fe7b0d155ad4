using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Weights into a network and out of it.</summary>
public static class ClipNetworkWeights
{
    private static readonly string[] GridPositions = ["visual.positional_embedding", "visual.attnpool.positional_embedding"];

    /// <summary>
    /// Overwrites every weight. Image position embeddings of another resolution are resampled (bicubic, antialiased, as open_clip
    /// does); everything else must have the network's shape.
    /// </summary>
    /// <exception cref="WeightMismatchException">Weights are missing, unexpected or mis-shaped; nothing was overwritten.</exception>
    public static void Load(this ClipNetwork network, WeightSet weights)
    {
        IReadOnlyList<NamedTensor> state = network.State();
        weights = WithResizedPositions(weights, state);
        weights.RequireMatch(state.ToDictionary(part => part.Name, part => part.Value.shape));
        foreach (NamedTensor part in state)
            if (weights.Tensors.TryGetValue(part.Name, out WeightTensor? source))
                source.CopyTo(part.Value);
    }

    /// <summary>A copy of every weight in host memory, in the network's own types.</summary>
    /// <exception cref="InvalidOperationException">A trainer is learning low-rank updates of it, which would be left out.</exception>
    public static WeightSet ToWeights(this ClipNetwork network) => network.HasUpdates
        ? throw new InvalidOperationException("Low-rank updates are being learned beside this network's weights: CopyWeightsTo another network and take that one's.")
        : new(network.State().Select(part => new KeyValuePair<string, WeightTensor>(part.Name, part.Value.ToHost())));

    private static WeightSet WithResizedPositions(WeightSet weights, IReadOnlyList<NamedTensor> state)
    {
        foreach (NamedTensor part in state.Where(part => GridPositions.Contains(part.Name)))
            if (weights.Tensors.TryGetValue(part.Name, out WeightTensor? stored) && IsAnotherGrid(stored, part.Value.shape))
                weights = weights.With(part.Name, Resized(stored, part.Value.shape[0]));
        return weights;
    }

    private static bool IsAnotherGrid(WeightTensor stored, long[] shape) =>
        stored.Type.IsFloat() && stored.Shape.Length == 2 && stored.Shape[1] == shape[1] && stored.Shape[0] != shape[0] && IsSquare(stored.Shape[0] - 1);

    private static bool IsSquare(long count) => (long)Math.Round(Math.Sqrt(count)) is var side && side > 0 && side * side == count;

    private static WeightTensor Resized(WeightTensor stored, long rowCount)
    {
        using var scope = NewDisposeScope();
        Tensor source = tensor(stored.ToFloats(), stored.Shape.AsSpan().ToArray());
        return PositionEmbedding.Resize(source, (int)Math.Sqrt(rowCount - 1)).ToHost();
    }
}
