namespace ClipGrid.Grains.Transfers;

/// <summary>Where a piece of a transfer is.</summary>
/// <param name="Offset">Where it begins in the whole.</param>
/// <param name="Length">Its size in bytes.</param>
internal readonly record struct TransferRange(long Offset, int Length);
