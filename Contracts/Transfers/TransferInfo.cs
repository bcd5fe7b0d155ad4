namespace ClipGrid.Contracts.Transfers;

/// <summary>How much of a transfer there is.</summary>
/// <param name="Length">Bytes so far.</param>
/// <param name="IsComplete">True if all has come.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.TransferInfo")]
public sealed record TransferInfo([property: Id(0)] long Length, [property: Id(1)] bool IsComplete);
