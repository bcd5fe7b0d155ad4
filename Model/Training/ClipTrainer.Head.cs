using System.Collections.Immutable;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

public sealed partial class ClipTrainer
{
    /// <summary>A copy of the head as it is now.</summary>
    /// <param name="classes">The classes' names, in the order of the labels.</param>
    /// <exception cref="ArgumentException">The run has another number of classes.</exception>
    /// <exception cref="InvalidOperationException">The run has no head.</exception>
    public ClassifierHead CopyHead(ImmutableArray<string> classes) =>
        TrainedHead.Of(classes, Head.State().ToDictionary(part => part.Name, part => part.Value.ToHost()))!;

    /// <summary>A copy of the head's running mean, beside <see cref="CopyAverageTo"/>.</summary>
    /// <param name="classes">The classes' names, in the order of the labels.</param>
    /// <exception cref="ArgumentException">The run has another number of classes.</exception>
    /// <exception cref="InvalidOperationException">The run has no head, or the specification keeps no mean.</exception>
    public ClassifierHead CopyAverageHead(ImmutableArray<string> classes) =>
        TrainedHead.Of(classes, Head.State().ToDictionary(part => part.Name, part => Average.Means[part.Name].ToHost()))!;

    private TrainedHead? CreateHead(ClassifierHead? start)
    {
        if (_specification.ClassCount is { } classCount)
            return new TrainedHead(_network, classCount, start);
        return start is null ? null : throw new ArgumentException("A head was given to a run over pairs: set Objective of its specification to Labels or Probe.", nameof(start));
    }

    private TrainedHead Head => _head
        ?? throw new InvalidOperationException("The run teaches pairs and has no head: set Objective of its specification to Labels or Probe.");

    private WeightAverage Average => _average
        ?? throw new InvalidOperationException("The run keeps no average of its weights: set EmaDecay in its specification.");
}
