using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

public sealed partial class ClipTrainer
{
    private const string FirstMomentPrefix = "first.";
    private const string SecondMomentPrefix = "second.";

    /// <summary>Continues a run: the next step is the one after the checkpoint's last.</summary>
    /// <param name="network">A float32 network of the run's configuration; its weights are overwritten.</param>
    /// <param name="data">The run's items: as many, in the same order, giving the same bits.</param>
    /// <param name="checkpoint">Where to continue.</param>
    /// <param name="allowInexact">
    /// True continues in another arithmetic environment all the same, and records in <see cref="Inexactness"/> that the run is no
    /// longer bit for bit its own.
    /// </param>
    /// <exception cref="InexactResumeException">The environment differs and <paramref name="allowInexact"/> is false.</exception>
    /// <exception cref="CheckpointException">The checkpoint is another network's or another data set's.</exception>
    public static ClipTrainer Resume(ClipNetwork network, ITrainingData data, TrainerCheckpoint checkpoint, bool allowInexact = false) =>
        new(network, checkpoint.State.Specification, data, head: null, checkpoint, allowInexact, forks: false);

    /// <summary>Copies the run's whole state to host memory; waits for the device, for nothing else.</summary>
    public TrainerCheckpoint Capture()
    {
        SyncBuffers();
        using Tensor generator = random.get_rng_state();
        var state = new TrainerState
        {
            Specification = _specification,
            StepCount = StepCount,
            SamplesSeen = SamplesSeen,
            Cursor = _cursor,
            RateFactor = RateFactor,
            Watch = _watch,
            ItemCount = _itemCount,
            GeneratorState = generator.ToHost().ToBytes(),
            Environment = ArithmeticEnvironment.Of(_network),
            Inexactness = [.. _inexactness],
        };
        var moments = new Dictionary<string, WeightTensor>();
        foreach (TrainedParameter parameter in _optimizer.Parameters)
        {
            moments[FirstMomentPrefix + parameter.Name] = parameter.FirstMoment.ToHost();
            moments[SecondMomentPrefix + parameter.Name] = parameter.SecondMoment.ToHost();
        }
        return new TrainerCheckpoint(
            state,
            NetworkState().Concat(_head?.State() ?? []).Select(part => (part.Name, part.Value)).Concat(_lora?.State() ?? []).ToDictionary(part => part.Name, part => part.Value.ToHost()),
            moments,
            _average?.Means.ToDictionary(mean => mean.Key, mean => mean.Value.ToHost()) ?? []);
    }

    private void Restore(TrainerCheckpoint checkpoint, bool allowInexact, bool forks)
    {
        TrainerState state = checkpoint.State;
        if (forks)
            RequireStepsLeft(state);
        else if (state.ItemCount != _itemCount)
            throw new CheckpointException($"The checkpoint was trained on {state.ItemCount} items and this data has {_itemCount}: continue with the same data set version.");
        string[] differences = [.. state.Environment.DifferencesTo(ArithmeticEnvironment.Of(_network))];
        if (differences.Length > 0 && !allowInexact)
            throw new InexactResumeException(differences);
        _inexactness.AddRange(state.Inexactness);
        if (differences.Length > 0)
            _inexactness.Add($"Continued at step {state.StepCount} in another environment: {string.Join("; ", differences)}.");
        SetGeneratorState(state.GeneratorState);
        (StepCount, SamplesSeen) = (state.StepCount, state.SamplesSeen);
        if (forks)
        {
            checkpoint.CopyWeights(_network, mergesUpdates: state.Specification.Lora != _specification.Lora);
            _cursor = ForkedCursor(state);
            return;
        }
        Overwrite(NetworkState().Select(part => (part.Name, part.Value)), checkpoint.NetworkWeights.Tensors, "weights");
        (_cursor, RateFactor, _watch) = (state.Cursor, state.RateFactor, state.Watch);
    }

    private void RestoreOptimizer(TrainerCheckpoint checkpoint, bool forks)
    {
        if (_head is not null)
            Restore(_head.State().Select(part => (part.Name, part.Value)), checkpoint.Weights.Where(part => TrainedHead.Owns(part.Key)).ToDictionary(), "head");
        Restore(
            _optimizer.Parameters.SelectMany(p => new[] { (FirstMomentPrefix + p.Name, p.FirstMoment), (SecondMomentPrefix + p.Name, p.SecondMoment) }),
            checkpoint.Moments, "optimiser state");
        if (_average is not null)
            Restore(_average.Means.Select(mean => (mean.Key, mean.Value)), checkpoint.Averages, "averages");

        void Restore(IEnumerable<(string Name, Tensor Target)> targets, IReadOnlyDictionary<string, WeightTensor> stored, string what)
        {
            if (forks)
                OverwriteKnown(targets, stored);
            else
                Overwrite(targets, stored, what);
        }
    }

    // A probe leaves the network as it found it, so its checkpoints need not hold it.
    private IReadOnlyList<NamedTensor> NetworkState() => _specification.Objective == ObjectiveKind.Probe ? [] : _network.State();

    internal static void Overwrite(IEnumerable<(string Name, Tensor Target)> targets, IReadOnlyDictionary<string, WeightTensor> stored, string what)
    {
        (string Name, Tensor Target)[] all = [.. targets];
        string[] wrong =
        [
            .. all.Where(t => !stored.TryGetValue(t.Name, out WeightTensor? value) || !value.Shape.AsSpan().SequenceEqual(t.Target.shape)).Select(t => t.Name),
            .. stored.Keys.Except(all.Select(t => t.Name)),
        ];
        if (wrong.Length > 0)
            throw new CheckpointException($"The checkpoint's {what} do not fit the network: {string.Join(", ", wrong.Take(5))}{(wrong.Length > 5 ? $" and {wrong.Length - 5} more" : "")} are missing, unexpected or of another shape. Continue with the configuration that the run began with.");
        foreach ((string name, Tensor target) in all)
            stored[name].CopyTo(target);
    }

    private static void SetGeneratorState(ReadOnlyMemory<byte> state)
    {
        using Tensor generator = tensor(state.ToArray(), dtype: ScalarType.Byte);
        random.set_rng_state(generator);
    }

    // Batch norm's statistics gather in the network that computes.
    private void SyncBuffers()
    {
        if (ReferenceEquals(_compute, _network))
            return;
        using var frozen = no_grad();
        foreach ((NamedTensor target, NamedTensor source) in _network.State().Zip(_compute.State()).Where(pair => pair.First.IsBuffer))
            target.Value.copy_(source.Value);
    }
}
