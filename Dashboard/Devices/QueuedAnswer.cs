namespace ClipGrid.Dashboard.Devices;

/// <summary>A session that waits for a device.</summary>
/// <param name="Session">The session.</param>
/// <param name="Priority">Higher comes first, then who came first.</param>
/// <param name="Position">Its place, from 1.</param>
/// <param name="Reason">Why it waits.</param>
internal sealed record QueuedAnswer(string Session, int Priority, int Position, string Reason);
