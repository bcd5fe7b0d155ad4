using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

public sealed partial class ClipTrainer
{
    /// <summary>
    /// Begins a run of its own from another one's checkpoint: with its weights, moments, running mean, step and samples, under another
    /// specification. Its next epoch is the first if seed, batch size or number of items differ; else it goes on where the checkpoint's
    /// data stopped. What was not trained before starts with fresh moments. Low-rank updates go on if <see cref="TrainingSpecification.Lora"/>
    /// is as before; else they are merged into the weights. <see cref="RateFactor"/> is 1 again, and the loss is watched anew.
    /// </summary>
    /// <param name="network">
    /// A float32 network of the checkpoint's configuration; its weights are overwritten. It may have a logit bias that the checkpoint
    /// lacks (<see cref="ClipNetwork.EnsureLogitBias"/>): then logit scale and bias are as the network's configuration begins them.
    /// </param>
    /// <param name="data">The pairs, which may be others.</param>
    /// <param name="checkpoint">Where to begin.</param>
    /// <param name="specification">What fixes the run from there. Its schedule is read at the checkpoint's step and has at least as many steps.</param>
    /// <param name="allowInexact">As for <see cref="Resume"/>.</param>
    /// <exception cref="ArgumentException">The specification cannot run on this network and data; the message names the field.</exception>
    /// <exception cref="InexactResumeException">The environment differs and <paramref name="allowInexact"/> is false.</exception>
    /// <exception cref="CheckpointException">The checkpoint is another network's.</exception>
    public static ClipTrainer Fork(
        ClipNetwork network, ITrainingData data, TrainerCheckpoint checkpoint, TrainingSpecification specification, bool allowInexact = false) =>
        new(network, specification, data, head: null, checkpoint, allowInexact, forks: true);

    private void RequireStepsLeft(TrainerState state)
    {
        long total = _specification.Schedule.TotalSteps;
        if (total < state.StepCount)
            throw new ArgumentException($"Schedule.TotalSteps is {total} and the checkpoint has done {state.StepCount}: a fork counts on from there, so give it as many or more.");
    }

    private DataCursor ForkedCursor(TrainerState state)
    {
        bool sameOrder = state.Specification.Seed == _specification.Seed
            && state.Specification.BatchSize == _specification.BatchSize
            && state.ItemCount == _itemCount;
        return sameOrder || state.Cursor.Position == 0 ? state.Cursor : new DataCursor(state.Cursor.Epoch + 1, 0);
    }

    private static void OverwriteKnown(IEnumerable<(string Name, Tensor Target)> targets, IReadOnlyDictionary<string, WeightTensor> stored)
    {
        foreach ((string name, Tensor target) in targets)
            if (stored.TryGetValue(name, out WeightTensor? value) && value.Shape.AsSpan().SequenceEqual(target.shape))
                value.CopyTo(target);
    }
}
