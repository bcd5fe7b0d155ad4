using ClipGrid.Contracts.Devices;

namespace ClipGrid.Grains.Devices;

/// <summary>A device as its silo describes it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Number">Its number among the silo's devices of that kind, from 0.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="MemoryBytes">Its memory; 0 where that is not known, which is taken to be enough.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.PublishedDevice")]
internal sealed record PublishedDevice(
    [property: Id(0)] DeviceKind Kind, [property: Id(1)] int Number, [property: Id(2)] string Name, [property: Id(3)] long MemoryBytes);
