namespace ClipGrid.Grains.Training.Runs;

/// <summary>A run has no right to go on: it stops, and nothing that it did after its last checkpoint counts.</summary>
internal sealed class RunFencedException(string message) : Exception(message);
