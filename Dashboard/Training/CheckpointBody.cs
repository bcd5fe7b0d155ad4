namespace ClipGrid.Dashboard.Training;

/// <summary>Names a checkpoint of a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Step">Steps done.</param>
internal sealed record CheckpointBody(string Session, long Step);
