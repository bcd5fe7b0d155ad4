namespace ClipGrid.Cli.Training;

/// <summary>What of a session is still to be shown.</summary>
/// <param name="Step">Metrics of steps after this one; 0 for all.</param>
/// <param name="Event">Events after this number, or null for none.</param>
internal sealed record WatchFrom(long Step = 0, long? Event = 0);
