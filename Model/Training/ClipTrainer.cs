using ClipGrid.Model.Classification;
using ClipGrid.Model.Network;
using ClipGrid.Model.Training.DataParallel;
using TorchSharp;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>
/// Trains a network on pairs or labels. On a CPU the run is a function of network, specification and data: the same weights bit for bit
/// whether it ran through or was captured and resumed at any step, on the same number of threads. Use from one thread; owns
/// neither the network nor the data.
/// </summary>
public sealed partial class ClipTrainer : IDisposable
{
    private const double LargestLogitScale = 4.605170185988092; // ln 100

    private readonly ClipNetwork _network;
    private readonly ClipNetwork _compute;
    private readonly TrainingSpecification _specification;
    private readonly LoraAdapters? _lora;
    private readonly AdamW _optimizer;
    private readonly TrainedHead? _head;
    private readonly IObjective _objective;
    private readonly WeightAverage? _average;
    private readonly BatchPrefetcher _batches;
    private readonly PartLoader _loader;
    private readonly int _itemCount;
    private readonly List<string> _inexactness = [];
    private DataCursor _cursor;
    private DivergenceWatch _watch = new();

    /// <summary>Starts a run at its first step.</summary>
    /// <param name="network">The float32 network to train, in place.</param>
    /// <param name="specification">What fixes the run.</param>
    /// <param name="data">Its items.</param>
    /// <param name="head">With labels: the head to start from, or null for zeros.</param>
    /// <exception cref="ArgumentException">The specification cannot run on this network, data and head; the message names the field.</exception>
    public ClipTrainer(ClipNetwork network, TrainingSpecification specification, ITrainingData data, ClassifierHead? head = null)
        : this(network, specification, data, head, checkpoint: null, allowInexact: false, forks: false)
    {
    }

    private ClipTrainer(
        ClipNetwork network, TrainingSpecification specification, ITrainingData data, ClassifierHead? head, TrainerCheckpoint? checkpoint, bool allowInexact, bool forks)
    {
        if (network.ComputeType != ScalarType.Float32)
            throw new ArgumentException($"The network holds its weights in {network.ComputeType}; a trainer starts from float32 and chooses its own compute type.", nameof(network));
        TrainingSpecificationValidation.Check(specification, network.Config, data.Count);
        _network = network;
        _specification = specification;
        _itemCount = data.Count;
        if (checkpoint is not null)
            Restore(checkpoint, allowInexact, forks);
        _head = CreateHead(head);
        _compute = TrainingNetwork.Of(network, specification);
        _lora = specification.Lora is { } lora ? new LoraAdapters(network, _compute, lora, specification.Seed) : null;
        _optimizer = new AdamW([.. ParameterPlan.Apply(network, _compute, specification, _lora), .. _head?.Parameters(specification.Optimizer) ?? []], specification.Optimizer);
        try
        {
            if (checkpoint is not null)
                RestoreUpdates(checkpoint, forks);
            _loader = new PartLoader(data, specification.PartCount);
            _objective = CreateObjective();
            _average = specification.EmaDecay is { } decay ? new WeightAverage(_optimizer.Parameters, decay) : null;
            if (checkpoint is not null)
                RestoreOptimizer(checkpoint, forks);
            TrainingNetwork.SetMode(_compute, specification);
            var order = new DataOrder(new DataOrderOptions { Seed = specification.Seed, ItemCount = data.Count, BatchSize = specification.BatchSize });
            _batches = new BatchPrefetcher(_loader.Load, order, _cursor);
        }
        catch
        {
            // A checkpoint that is refused leaves nobody who could dispose what was made for it.
            DisposeTensors();
            throw;
        }
    }

    /// <summary>Steps done.</summary>
    public long StepCount { get; private set; }

    /// <summary>Pairs seen.</summary>
    public long SamplesSeen { get; private set; }

    /// <summary>True when every step of the schedule is done.</summary>
    public bool IsFinished => StepCount >= _specification.Schedule.TotalSteps;

    /// <summary>Why the run is no longer bit for bit the one that its specification names; empty when it is.</summary>
    public IReadOnlyList<string> Inexactness => _inexactness;

    /// <summary>One optimiser step: load, forward, backward, clip, AdamW, clamp.</summary>
    /// <param name="readScalars">
    /// True reads loss, gradient norm and logit scale back from the device, which waits for it. On a CPU they are always there.
    /// </param>
    /// <exception cref="TrainingDivergedException">
    /// A scalar that was read is not finite, or the losses that were read have run away; the weights are as before the step.
    /// </exception>
    /// <exception cref="InvalidOperationException">The schedule has no further step.</exception>
    public StepResult Step(bool readScalars = true)
    {
        if (IsFinished)
            throw new InvalidOperationException($"The schedule has {_specification.Schedule.TotalSteps} steps and all are done.");
        long asked = Time.GetTimestamp();
        LoadedBatch batch = _batches.Take();
        DataBatch items = batch.Items;
        TimeSpan waited = Time.GetElapsedTime(asked);
        double rate = _specification.Schedule.At(StepCount) * RateFactor;
        bool read = readScalars || _network.Device.type == DeviceType.CPU;
        using BatchOutcome outcome = _objective.Compute(batch);
        double norm = read || _specification.GradientClipNorm is not null ? _optimizer.GradientNorm() : double.NaN;
        double loss = read ? outcome.Loss.item<float>() : double.NaN;
        if (read)
            RequireSound(loss, norm, items);
        UpdateSquares moved = _optimizer.Step(StepCount + 1, rate, ClipFactor(norm), measure: read);
        ClampLogitScale();
        _average?.Update();
        StepCount++;
        SamplesSeen += items.Items.Length;
        _cursor = items.Next;
        return new StepResult
        {
            Step = StepCount - 1,
            Epoch = items.Epoch,
            SamplesSeen = SamplesSeen,
            LearningRate = rate,
            DataWait = waited.TotalSeconds,
            Scalars = read
                ? new StepScalars(loss, norm, Math.Exp(_network.LogitScale.item<float>()), moved.Ratio, (double)outcome.CorrectCount.item<long>() / items.Items.Length)
                : null,
        };
    }

    /// <summary>Copies the running mean of the weights over <paramref name="target"/>'s weights, for evaluation or publishing.</summary>
    /// <exception cref="InvalidOperationException">The specification keeps no mean.</exception>
    /// <exception cref="ArgumentException">It is the network under training, and low-rank updates are beside its weights.</exception>
    public void CopyAverageTo(ClipNetwork target)
    {
        WeightAverage average = Average;
        RequireAnother(target);
        target.CopyFrom(_network);
        average.CopyTo(target);
        _lora?.AddTo(target, average.Means);
    }

    /// <summary>Stops loading batches and frees the optimiser's tensors.</summary>
    public void Dispose()
    {
        _batches.Dispose();
        DisposeTensors();
    }

    private void DisposeTensors()
    {
        _average?.Dispose();
        _optimizer.Dispose();
        _head?.Dispose();
        _lora?.Dispose();
        if (!ReferenceEquals(_compute, _network))
            _compute.Dispose();
    }

    private double ClipFactor(double norm) =>
        _specification.GradientClipNorm is { } longest && norm > longest ? longest / (norm + 1e-6) : 1;

    private void ClampLogitScale()
    {
        // Who does not train it leaves it as it was loaded; SigLIP's is beyond CLIP's bound.
        if (_head is not null)
            return;
        using var frozen = no_grad();
        _network.LogitScale.Clamp_(0, LargestLogitScale);
        if (!ReferenceEquals(_compute, _network))
            _compute.LogitScale.Clamp_(0, LargestLogitScale);
    }
}
