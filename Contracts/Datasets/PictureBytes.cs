namespace ClipGrid.Contracts.Datasets;

/// <summary>A piece of a picture's file, or a thumbnail.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="TotalLength">Size of the whole in bytes.</param>
/// <param name="Bytes">The piece: at most 512 KiB.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.PictureBytes")]
public sealed record PictureBytes([property: Id(0)] string MediaType, [property: Id(1)] long TotalLength, [property: Id(2)] ReadOnlyMemory<byte> Bytes);
