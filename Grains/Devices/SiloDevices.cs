using System.Collections.Immutable;

namespace ClipGrid.Grains.Devices;

/// <summary>What a silo says of itself every two seconds.</summary>
/// <param name="Silo">Who, as <c>127.0.0.1:11111@1</c>.</param>
/// <param name="Devices">Its devices.</param>
/// <param name="Running">The runs in its memory.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.SiloDevices")]
internal sealed record SiloDevices(
    [property: Id(0)] string Silo, [property: Id(1)] ImmutableArray<PublishedDevice> Devices, [property: Id(2)] ImmutableArray<RunningSession> Running);
