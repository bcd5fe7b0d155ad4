using ClipGrid.Contracts.Devices;

namespace ClipGrid.Grains.Devices;

/// <summary>How many of what a ledger has.</summary>
/// <param name="Devices">Kind of each device that may be given to sessions.</param>
/// <param name="Leased">Kind of each device that is leased.</param>
/// <param name="WaitingCount">Sessions that wait.</param>
internal sealed record DeviceCounts(IReadOnlyList<DeviceKind> Devices, IReadOnlyList<DeviceKind> Leased, int WaitingCount);
