using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Training;

/// <summary>
/// A run at the end of a step, copied to host memory: the trainer goes on at once while this is written away. Safe to use from
/// any thread.
/// </summary>
public sealed partial class TrainerCheckpoint
{
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

    /// <summary>The network's float32 weights and its buffers, by canonical name, and the head's; of a probe the head's only.</summary>
    internal IReadOnlyDictionary<string, WeightTensor> Weights { get; }

    /// <summary>AdamW's moments: <c>first.{name}</c> and <c>second.{name}</c>.</summary>
    internal IReadOnlyDictionary<string, WeightTensor> Moments { get; }

    /// <summary>The running mean of the weights; empty when the run keeps none.</summary>
    internal IReadOnlyDictionary<string, WeightTensor> Averages { get; }
}
