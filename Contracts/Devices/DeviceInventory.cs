using System.Collections.Immutable;

namespace ClipGrid.Contracts.Devices;

/// <summary>The grid's devices and who waits for one.</summary>
/// <param name="Devices">The devices, by silo.</param>
/// <param name="Queue">Who waits, in their order.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.DeviceInventory")]
public sealed record DeviceInventory([property: Id(0)] ImmutableArray<DeviceInfo> Devices, [property: Id(1)] ImmutableArray<QueuedSession> Queue);
