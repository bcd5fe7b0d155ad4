using System.Collections.Immutable;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, C classes, E embedding

/// <summary>A classifier's rows under training: float32, whatever the tower below computes in. Owns its parameters.</summary>
internal sealed class TrainedHead : IDisposable
{
    private const string WeightName = "head.weight";
    private const string BiasName = "head.bias";

    private readonly Linear _rows;

    /// <param name="network">The network whose embeddings it takes.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="start">Where it starts, or null for zeros.</param>
    /// <exception cref="ArgumentException"><paramref name="start"/> has other classes or another width.</exception>
    internal TrainedHead(ClipNetwork network, int classCount, ClassifierHead? start)
    {
        int width = network.Config.EmbedDim;
        if (start is not null && (start.Classes.Length != classCount || start.EmbedDim != width))
            throw new ArgumentException($"The head has {start.Classes.Length} classes over embeddings of {start.EmbedDim} numbers, and the run {classCount} over {width}: start from a head of this network and these classes.", nameof(start));
        _rows = new Linear(width, classCount, network.Device, ScalarType.Float32);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _rows.Weight.zero_();
        _rows.Bias.zero_();
        if (start is null)
            return;
        WeightTensor.FromFloats([classCount, width], start.Weights.Span).CopyTo(_rows.Weight);
        WeightTensor.FromFloats([classCount], start.Biases.Span).CopyTo(_rows.Bias);
    }

    /// <summary>The head that tensors of a run's state hold, or null if they hold none.</summary>
    internal static ClassifierHead? Of(ImmutableArray<string> classes, IReadOnlyDictionary<string, WeightTensor> state) =>
        state.TryGetValue(WeightName, out WeightTensor? weight) && state.TryGetValue(BiasName, out WeightTensor? bias)
            ? new ClassifierHead(classes, weight.ToFloats(), bias.ToFloats())
            : null;

    /// <summary>True for the name of one of its tensors.</summary>
    internal static bool Owns(string name) => name is WeightName or BiasName;

    internal IReadOnlyList<NamedTensor> State() => [new(WeightName, _rows.Weight, IsBuffer: false), new(BiasName, _rows.Bias, IsBuffer: false)];

    /// <summary>Weight and bias as the optimiser takes them; decay is for the weight.</summary>
    internal IReadOnlyList<TrainedParameter> Parameters(AdamWOptions options) =>
    [
        new(WeightName, _rows.Weight, _rows.Weight, options.WeightDecay, rateFactor: 1),
        new(BiasName, _rows.Bias, _rows.Bias, weightDecay: 0, rateFactor: 1),
    ];

    /// <summary>Unit image embeddings [B, E] to logits [B, C].</summary>
    internal Tensor Logits(Tensor image_BE) => _rows.forward(image_BE);

    public void Dispose() => _rows.Dispose();
}
