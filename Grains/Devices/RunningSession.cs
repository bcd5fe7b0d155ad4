using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Devices;

/// <summary>A session whose run is in a silo's memory, and the device that it was given for it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Kind">The device's kind.</param>
/// <param name="Number">The device's number among the silo's of that kind.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.RunningSession")]
internal sealed record RunningSession([property: Id(0)] SessionId Session, [property: Id(1)] DeviceKind Kind, [property: Id(2)] int Number)
{
    /// <summary>Which part of its batches is computed there; 0 is the run itself.</summary>
    [Id(3)]
    public int Part { get; init; }

    /// <summary>Who holds the device.</summary>
    public RunPart Holder => new(Session, Part);
}
