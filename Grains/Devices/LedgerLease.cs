namespace ClipGrid.Grains.Devices;

/// <summary>A session's hold on a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="RenewedAt">When it was last asked for, by the ledger's clock.</param>
internal sealed record LedgerLease(DeviceSlot Slot, long RenewedAt);
