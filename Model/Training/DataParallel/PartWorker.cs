using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training.DataParallel;

// B rows of the part, E embedding

/// <summary>
/// Computes one part of each batch of a run that goes on elsewhere: keeps no state but the weights that it was given last. Use from one
/// thread; owns neither the network nor the data.
/// </summary>
public sealed class PartWorker : IDisposable
{
    private readonly ClipNetwork _network;
    private readonly ClipNetwork _compute;
    private readonly LoraAdapters? _lora;
    private readonly PartWeights _weights;
    private readonly TrainingSpecification _specification;
    private readonly PartLoader _loader;
    private readonly DataOrder _order;
    private readonly int _part;
    private BatchPrefetcher? _batches;
    private DataCursor _next;
    private TowerPass? _pass;

    /// <summary>A worker without the run's weights.</summary>
    /// <param name="network">A float32 network of the run's configuration on this device; its weights are overwritten.</param>
    /// <param name="specification">What fixes the run.</param>
    /// <param name="data">The run's items: as many, in the same order, giving the same bits.</param>
    /// <param name="part">Which part, 1 to <see cref="TrainingSpecification.PartCount"/> - 1; part 0 is the run's own.</param>
    /// <exception cref="ArgumentException">The specification cannot run on this network and data; the message names the field.</exception>
    public PartWorker(ClipNetwork network, TrainingSpecification specification, ITrainingData data, int part)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentOutOfRangeException.ThrowIfLessThan(part, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, specification.PartCount);
        TrainingSpecificationValidation.Check(specification, network.Config, data.Count);
        (_network, _specification, _part) = (network, specification, part);
        _compute = TrainingNetwork.Of(network, specification);
        _lora = specification.Lora is { } lora ? new LoraAdapters(network, _compute, lora, specification.Seed) : null;
        IReadOnlyList<TrainedParameter> trained = ParameterPlan.Apply(network, _compute, specification, _lora);
        // The moments are the run's own.
        foreach (TrainedParameter parameter in trained)
            parameter.Dispose();
        _weights = new PartWeights(_compute, trained);
        _loader = new PartLoader(data, specification.PartCount);
        _order = new DataOrder(new DataOrderOptions { Seed = specification.Seed, ItemCount = data.Count, BatchSize = specification.BatchSize });
        TrainingNetwork.SetMode(_compute, specification);
    }

    /// <summary>What decides the last bit here; a run takes no help of another arithmetic.</summary>
    public ArithmeticEnvironment Environment => ArithmeticEnvironment.Of(_network);

    /// <summary>Numbers of an embedding.</summary>
    public int Dimension => _network.Config.EmbedDim;

    /// <summary>Bytes of the weights that the run changes.</summary>
    public int TrainedByteCount => _weights.TrainedByteCount;

    /// <summary>Bytes of the weights that it does not.</summary>
    public int FixedByteCount => _weights.FixedByteCount;

    /// <summary>Bytes of the gradients.</summary>
    public int GradientByteCount => _weights.GradientByteCount;

    /// <summary>Overwrites the weights that the run changes.</summary>
    /// <param name="bytes">All of them, in the order and type of the network that computes.</param>
    public void SetTrained(ReadOnlySpan<byte> bytes) => _weights.WriteTrained(bytes);

    /// <summary>Overwrites the weights that the run does not change.</summary>
    /// <param name="bytes">As above.</param>
    public void SetFixed(ReadOnlySpan<byte> bytes) => _weights.WriteFixed(bytes);

    /// <summary>The embeddings of the part of the batch that begins at a cursor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No batch begins there.</exception>
    public PartFeatures Encode(DataCursor cursor)
    {
        using var scope = NewDisposeScope();
        TrainingBatch rows = Take(cursor);
        _pass?.Dispose();
        _pass = new TowerPass(_compute, rows, _specification.MicroBatchSize);
        (Tensor image_BE, Tensor text_BE) = _pass.Encode(keepsGraph: true);
        return new PartFeatures(image_BE.ToHostFloats(), text_BE.ToHostFloats()) { Groups = rows.Groups, TruncatedCount = rows.TruncatedCount };
    }

    /// <summary>The gradients of the parameters, for the rows of the last <see cref="Encode"/>; once.</summary>
    /// <param name="gradients">The loss's gradient with respect to its embeddings.</param>
    /// <param name="target">Where they go: <see cref="GradientByteCount"/> bytes.</param>
    /// <exception cref="InvalidOperationException">Nothing was encoded since the last call.</exception>
    public void PushBack(PartFeatures gradients, Span<byte> target)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        using var scope = NewDisposeScope();
        TowerPass pass = _pass ?? throw new InvalidOperationException("The rows have no embeddings to push a gradient back from: encode them first.");
        pass.PushBack(ToTensor(gradients.Images), ToTensor(gradients.Texts));
        pass.Dispose();
        _pass = null;
        _weights.TakeGradients(target);
    }

    /// <summary>Stops loading, and frees what is not the network's.</summary>
    public void Dispose()
    {
        _batches?.Dispose();
        _pass?.Dispose();
        _lora?.Dispose();
        if (!ReferenceEquals(_compute, _network))
            _compute.Dispose();
    }

    private Tensor ToTensor(ReadOnlyMemory<float> values) => tensor(values.ToArray(), [values.Length / Dimension, Dimension], device: _network.Device);

    // Ahead as long as the run asks for one batch after the other.
    private TrainingBatch Take(DataCursor cursor)
    {
        if (_batches is null || cursor != _next)
        {
            _batches?.Dispose();
            _batches = new BatchPrefetcher(items => [_loader.Load(items, _part)], _order, cursor);
        }
        LoadedBatch batch = _batches.Take();
        _next = batch.Items.Next;
        return batch.Whole;
    }
}
