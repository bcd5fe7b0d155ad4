namespace ClipGrid.Grains.Transfers;

/// <summary>A piece of a transfer.</summary>
/// <param name="Offset">Where it begins in the whole.</param>
/// <param name="Length">Its size in bytes.</param>
internal readonly record struct TransferPiece(long Offset, int Length);
