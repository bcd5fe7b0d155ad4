namespace ClipGrid.Contracts.Transfers;

/// <summary>A piece of a transfer. An answer of its own kind, because a bare ReadOnlyMemory is written element by element.</summary>
/// <param name="Bytes">At most 512 KiB; empty at the end.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.TransferPiece")]
public sealed record TransferPiece([property: Id(0)] ReadOnlyMemory<byte> Bytes);
