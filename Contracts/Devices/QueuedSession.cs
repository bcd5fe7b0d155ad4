using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Devices;

/// <summary>A session that waits for a device.</summary>
/// <param name="Session">The session.</param>
/// <param name="Priority">Its priority; higher comes first, then who came first.</param>
/// <param name="Position">Its place in the queue, from 1.</param>
/// <param name="Reason">Why it waits, for people.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.QueuedSession")]
public sealed record QueuedSession(
    [property: Id(0)] SessionId Session, [property: Id(1)] int Priority, [property: Id(2)] int Position, [property: Id(3)] string Reason);
