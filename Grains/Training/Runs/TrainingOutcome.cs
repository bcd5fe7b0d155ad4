using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>How the steps of a run ended.</summary>
/// <param name="IsFinished">Whether all steps are done.</param>
/// <param name="Checkpoint">The state at the end, where it is not stored yet.</param>
internal sealed record TrainingOutcome(bool IsFinished, TrainerCheckpoint? Checkpoint);
