namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>The process is dead: nothing of it goes on.</summary>
internal sealed class KilledException() : Exception("killed");
