using ClipGrid.Grains.Training.Tasks;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>How the steps of a run ended.</summary>
internal sealed record TrainingOutcome
{
    /// <summary>The state at the end, where it is not stored yet.</summary>
    public TrainerCheckpoint? Checkpoint { get; init; }

    /// <summary>What is published, or null while the training is not over.</summary>
    public FinalModel.Choice? Final { get; init; }
}
