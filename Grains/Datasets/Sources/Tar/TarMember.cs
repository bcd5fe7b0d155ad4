namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>A member of an archive, by its header.</summary>
/// <param name="Name">Its name, from the header or from the extended header before it; null if that is not valid UTF-8.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes of its body.</param>
/// <param name="Offset">Where its header begins, in bytes from the archive's beginning.</param>
internal sealed record TarMember(string? Name, TarKind Kind, long Size, long Offset);
