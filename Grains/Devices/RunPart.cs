using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Devices;

/// <summary>Who holds a device: a session's run, or who computes a part of its batches for it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Part">0 is the run itself, which computes the first part.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.RunPart")]
internal readonly record struct RunPart([property: Id(0)] SessionId Session, [property: Id(1)] int Part)
{
    /// <summary>A session's run.</summary>
    public static implicit operator RunPart(SessionId session) => new(session, 0);
}
