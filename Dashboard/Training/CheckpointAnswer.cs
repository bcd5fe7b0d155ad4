namespace ClipGrid.Dashboard.Training;

/// <summary>A checkpoint that can be gone on from.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="At">When it was stored.</param>
/// <param name="ByteCount">Size of its files in bytes.</param>
/// <param name="IsPinned">Kept until it is let go.</param>
/// <param name="IsBest">The best by the session's metric so far.</param>
/// <param name="Metrics">What an evaluation measured on it.</param>
internal sealed record CheckpointAnswer(long Step, DateTimeOffset At, long ByteCount, bool IsPinned, bool IsBest, IReadOnlyDictionary<string, double> Metrics);
