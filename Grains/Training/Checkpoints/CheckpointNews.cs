using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>Something to say of a checkpoint.</summary>
/// <param name="Kind">What.</param>
/// <param name="Step">The checkpoint's.</param>
/// <param name="Text">A sentence for people.</param>
/// <param name="Problem">What went wrong, or null.</param>
internal sealed record CheckpointNews(CheckpointNewsKind Kind, long Step, string Text, GridException? Problem = null);
