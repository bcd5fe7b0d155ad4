using System.Collections.Immutable;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>Where a run goes on.</summary>
/// <param name="Checkpoint">The checkpoint, or null to begin at the beginning.</param>
/// <param name="Skipped">What could not be used and why, a sentence each, for the session's journal.</param>
internal sealed record LoadedCheckpoint(TrainerCheckpoint? Checkpoint, ImmutableArray<string> Skipped);
