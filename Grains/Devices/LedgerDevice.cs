using ClipGrid.Contracts.Devices;

namespace ClipGrid.Grains.Devices;

/// <summary>A device that may be given to a session now or later.</summary>
/// <param name="Slot">Which one.</param>
/// <param name="MemoryBytes">Its memory; 0 if that is not known.</param>
internal sealed record LedgerDevice(DeviceSlot Slot, long MemoryBytes)
{
    /// <summary>Whether a request could ever be met with it.</summary>
    public bool Fits(DeviceRequest request) => IsOfKind(request.Kind) && (MemoryBytes == 0 || MemoryBytes >= request.NeededBytes);

    /// <summary>Whether it is of a kind; null is every kind.</summary>
    public bool IsOfKind(DeviceKind? kind) => kind is null || kind == Slot.Kind;
}
