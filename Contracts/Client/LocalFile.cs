namespace ClipGrid.Contracts.Client;

/// <summary>A file of the client's disk that is sent.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its name in the tar, with / between folders.</param>
/// <param name="Length">Its size in bytes.</param>
internal readonly record struct LocalFile(string Path, string Name, long Length);
