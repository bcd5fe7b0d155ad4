using System.Collections.Immutable;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Training;

public sealed partial class TrainerCheckpoint
{
    /// <summary>
    /// The network's weights by canonical name, float32, without head and low-rank updates; empty for a probe, whose network is the one it started from. They
    /// live as long as the checkpoint.
    /// </summary>
    public WeightSet NetworkWeights => new(Weights.Where(part => !TrainedHead.Owns(part.Key) && !LoraAdapters.IsName(part.Key)));

    /// <summary>The head of this moment, or null for a run over pairs.</summary>
    /// <param name="classes">The classes' names, in the order of the labels.</param>
    /// <exception cref="ArgumentException">The run has another number of classes.</exception>
    public ClassifierHead? Head(ImmutableArray<string> classes) => TrainedHead.Of(classes, Weights);
}
