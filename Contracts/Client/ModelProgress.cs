namespace ClipGrid.Contracts.Client;

/// <summary>How far an import or export of a model is.</summary>
/// <param name="ByteCount">Bytes sent or received.</param>
/// <param name="TotalByteCount">Of how many, about; 0 where that is not known or nothing travels.</param>
/// <param name="Message">What the grid does now, or null.</param>
public sealed record ModelProgress(long ByteCount, long TotalByteCount, string? Message);
