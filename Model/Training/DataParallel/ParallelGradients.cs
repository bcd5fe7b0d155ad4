using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training.DataParallel;

// B batch, E embedding

/// <summary>
/// Forward and backward of one batch of pairs in parts, each on a device of its own: the embeddings of all parts are gathered, the loss is
/// that of the whole batch, each part gets its rows of the loss's gradient, and the gradients of the parameters are added up in the
/// order of the parts. Who computes a part changes no bit: what no other device does, or lost, is done here.
/// </summary>
internal sealed class ParallelGradients : IObjective
{
    private readonly ClipNetwork _network;
    private readonly TrainingSpecification _specification;
    private readonly PartLoader _loader;
    private readonly PartWeights _weights;
    private readonly PairGradients _loss;
    private readonly Lazy<ReadOnlyMemory<byte>> _fixed;
    private byte[] _trained = [];
    private DataCursor? _readFor;

    internal ParallelGradients(ClipNetwork network, TrainingSpecification specification, PartLoader loader, PartWeights weights)
    {
        (_network, _specification, _loader, _weights) = (network, specification, loader, weights);
        _loss = new PairGradients(network, specification);
        _fixed = new(() =>
        {
            byte[] bytes = new byte[weights.FixedByteCount];
            weights.ReadFixed(bytes);
            return bytes;
        });
    }

    /// <summary>Captions that were cut in parts that others computed.</summary>
    internal long TruncatedElsewhere { get; private set; }

    public BatchOutcome Compute(LoadedBatch batch)
    {
        PartTurn[] turns = [.. Enumerable.Range(0, PartCount).Select(part => new PartTurn(part, batch, this))];
        try
        {
            return Compute(turns);
        }
        finally
        {
            foreach (PartTurn turn in turns)
                turn.Dispose();
        }
    }

    private BatchOutcome Compute(PartTurn[] turns)
    {
        using var scope = NewDisposeScope();
        foreach (PartTurn turn in turns)
            turn.Begin();
        foreach (PartTurn turn in turns)
            turn.Encode();
        Tensor image_BE = cat([.. turns.Select(turn => turn.Image)], 0).requires_grad_(), text_BE = cat([.. turns.Select(turn => turn.Text)], 0).requires_grad_();
        BatchOutcome outcome = _loss.Backward(image_BE, text_BE, Groups(turns));
        using Tensor imageGradient_BE = image_BE.grad!, textGradient_BE = text_BE.grad!;
        foreach (PartTurn turn in turns)
            turn.BeginBack(imageGradient_BE, textGradient_BE);
        foreach (PartTurn turn in turns)
            turn.PushBack();
        TruncatedElsewhere += turns.Sum(turn => (long)turn.TruncatedElsewhere);
        return outcome;
    }

    internal int PartCount => _specification.PartCount;

    internal IPartPeer? Find(int part) => _loader.FindPeer(part);

    internal TowerPass Pass(LoadedBatch batch, int part) => new(_network, _loader.Load(batch, part), _specification.MicroBatchSize);

    internal Tensor ToTensor(ReadOnlyMemory<float> values, int rows) => tensor(values.ToArray(), [rows, values.Length / rows], device: _network.Device);

    internal Tensor ToTensor(ReadOnlyMemory<long> groups) => tensor(groups.ToArray(), device: _network.Device);

    internal void AddGradients(ReadOnlySpan<byte> gradients) => _weights.AddGradients(gradients);

    internal void AddGradientsOf(Action pushBack) => _weights.AddGradientsOf(pushBack);

    // Read once a step, and only if somebody wants it.
    internal PartStep Step(LoadedBatch batch)
    {
        if (_trained.Length == 0)
            _trained = new byte[_weights.TrainedByteCount];
        if (batch.At != _readFor)
        {
            _weights.ReadTrained(_trained);
            _readFor = batch.At;
        }
        return new PartStep(batch.At, _trained, _fixed);
    }

    private Tensor? Groups(PartTurn[] turns) =>
        _specification.SpareGroups && turns.All(turn => turn.Groups is not null) ? cat([.. turns.Select(turn => turn.Groups!)], 0) : null;
}
