using ClipGrid.Contracts.Devices;

namespace ClipGrid.Dashboard.Devices;

/// <summary>A device of a silo.</summary>
/// <param name="Silo">Its silo.</param>
/// <param name="Number">Its number among the silo's devices of its kind, from 0.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="MemoryBytes">Its memory in bytes.</param>
/// <param name="Leases">Who has it; empty where it is free.</param>
internal sealed record DeviceAnswer(string Silo, int Number, DeviceKind Kind, string Name, long MemoryBytes, IReadOnlyList<LeaseAnswer> Leases);
