namespace ClipGrid.Grains.Storage;

/// <summary>What a store knows of a blob without reading it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="ETag">Changes with every put; opaque.</param>
public sealed record BlobInfo(string Name, long Length, string ETag);
