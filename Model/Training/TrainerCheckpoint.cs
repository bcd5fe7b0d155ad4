using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Training;

/// <summary>
/// A run at the end of a step, copied to host memory: the trainer goes on at once while this is written away. Safe to use from
/// any thread.
/// </summary>
public sealed partial class TrainerCheckpoint
{
    private const string LogitScaleName = "logit_scale";
    private const string LogitBiasName = "logit_bias";

    internal TrainerCheckpoint(
        TrainerState state, IReadOnlyDictionary<string, WeightTensor> weights, IReadOnlyDictionary<string, WeightTensor> moments,
        IReadOnlyDictionary<string, WeightTensor> averages)
    {
        State = state;
        Weights = weights;
        Moments = moments;
        Averages = averages;
    }

    /// <summary>All that is not a tensor.</summary>
    public TrainerState State { get; }

    /// <summary>
    /// Copies the weights over a network's (a probe's stays as it is), low-rank updates added: plain weights, for evaluation or publishing. On a CPU they are bit
    /// for bit those of <see cref="ClipTrainer.CopyWeightsTo"/> at that step.
    /// </summary>
    /// <param name="target">A network of the run's configuration; it may have a logit bias that the run's has not.</param>
    /// <exception cref="CheckpointException">The checkpoint is another network's.</exception>
    public void CopyWeightsTo(ClipNetwork target) => CopyWeights(target, mergesUpdates: true);

    /// <summary>The network's float32 weights and its buffers, by canonical name, low-rank updates by theirs, and the head's; of a probe the head's only.</summary>
    internal IReadOnlyDictionary<string, WeightTensor> Weights { get; }

    /// <summary>AdamW's moments: <c>first.{name}</c> and <c>second.{name}</c>.</summary>
    internal IReadOnlyDictionary<string, WeightTensor> Moments { get; }

    /// <summary>The running mean of the weights; empty when the run keeps none.</summary>
    internal IReadOnlyDictionary<string, WeightTensor> Averages { get; }

    internal void CopyWeights(ClipNetwork target, bool mergesUpdates)
    {
        if (State.Specification.Objective == ObjectiveKind.Probe)
            return;
        Dictionary<string, WeightTensor> stored = NetworkWeights.Tensors.ToDictionary();
        bool gainsBias = target.LogitBias is not null && !stored.ContainsKey(LogitBiasName);
        if (gainsBias)
            stored.Remove(LogitScaleName);
        ClipTrainer.Overwrite(
            target.State().Where(part => !(gainsBias && part.Name is LogitScaleName or LogitBiasName)).Select(part => (part.Name, part.Value)), stored, "weights");
        if (gainsBias)
            target.ResetLogits();
        if (mergesUpdates && State.Specification.Lora is { } lora)
            LoraAdapters.AddTo(target, Weights, lora);
    }
}
