using System.Collections.Immutable;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>How the steps of a run ended.</summary>
internal sealed record TrainingOutcome
{
    /// <summary>Whether the training is over, and the model lies in its folder.</summary>
    public required bool IsFinished { get; init; }

    /// <summary>The state at the end, where it is not stored yet.</summary>
    public TrainerCheckpoint? Checkpoint { get; init; }

    /// <summary>Step of the model in the folder.</summary>
    public long PublishedStep { get; init; }

    /// <summary>What was measured on the model in the folder.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
