namespace ClipGrid.Contracts.Client;

/// <summary>A file that is sent while it comes in, so that it never lies on this machine's disk.</summary>
/// <param name="Name">Its path in the source, with / between folders: relative, without "..".</param>
/// <param name="Length">Its size in bytes: exactly so many must come.</param>
/// <param name="Content">Its bytes. It is read once, asynchronously, before the next file is asked for, and stays the caller's.</param>
public sealed record SentFile(string Name, long Length, Stream Content);
