namespace ClipGrid.Grains.Storage;

/// <summary>Bytes of a blob.</summary>
/// <param name="Offset">The first, from 0.</param>
/// <param name="Length">How many, 1 or more.</param>
public readonly record struct BlobRange(long Offset, long Length);
