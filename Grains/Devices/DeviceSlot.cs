using ClipGrid.Contracts.Devices;

namespace ClipGrid.Grains.Devices;

/// <summary>A place where one session at a time computes: one device of a silo.</summary>
/// <param name="Silo">Its silo, as <c>127.0.0.1:11111@1</c>.</param>
/// <param name="Kind">The device's kind.</param>
/// <param name="Number">Its number among the silo's devices of that kind, from 0.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.DeviceSlot")]
internal sealed record DeviceSlot([property: Id(0)] string Silo, [property: Id(1)] DeviceKind Kind, [property: Id(2)] int Number)
{
    /// <summary>For sentences: <c>Cpu 0 of 127.0.0.1:11111</c>, without the number of the silo's start.</summary>
    public string ForPeople => $"{Kind} {Number} of {Silo.Split('@')[0]}";

    /// <summary><c>Cpu 0 of 127.0.0.1:11111@1</c></summary>
    public override string ToString() => $"{Kind} {Number} of {Silo}";
}
