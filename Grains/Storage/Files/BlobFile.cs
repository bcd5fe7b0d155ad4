using System.Buffers.Binary;
using System.Security.Cryptography;
using ClipGrid.Contracts.Errors;
using Microsoft.Win32.SafeHandles;

namespace ClipGrid.Grains.Storage.Files;

/// <summary>
/// A blob's file: the content, then 32 bytes: 16 random ones that are the entity tag, the content's length (Int64, little endian)
/// and "CLIPGRID". The content comes first so that other programs that look from the beginning can read it.
/// </summary>
internal static class BlobFile
{
    /// <summary>Bytes after the content.</summary>
    public const int TrailerLength = 32;

    /// <summary>The tag of a file whose trailer is cut or overwritten: it is listed, can be deleted or replaced, but not read.</summary>
    public const string DamagedTag = "damaged";

    private const int TagLength = 16;
    private static ReadOnlySpan<byte> Magic => "CLIPGRID"u8;

    /// <summary>A trailer with a new tag.</summary>
    public static byte[] NewTrailer(long length, out string etag)
    {
        byte[] trailer = new byte[TrailerLength];
        RandomNumberGenerator.Fill(trailer.AsSpan(0, TagLength));
        BinaryPrimitives.WriteInt64LittleEndian(trailer.AsSpan(TagLength), length);
        Magic.CopyTo(trailer.AsSpan(TrailerLength - Magic.Length));
        etag = Tag(trailer);
        return trailer;
    }

    /// <summary>What is known of a blob's file, or null if there is none.</summary>
    public static BlobInfo? Find(string path, string name)
    {
        using SafeFileHandle? handle = TryOpen(path);
        return handle is null ? null : Read(handle, name);
    }

    /// <summary>Opens a blob's file, or null if there is none.</summary>
    /// <exception cref="GridException">Corrupt: the trailer is not that of a whole file.</exception>
    public static BlobContent? Open(string path, string name, BlobRange? range, BlobFolder folder, CancellationToken cancellationToken)
    {
        SafeFileHandle? handle = TryOpen(path);
        if (handle is null)
            return null;
        try
        {
            BlobInfo info = Read(handle, name);
            if (info.ETag == DamagedTag)
                throw new GridException(GridProblem.Corrupt, $"{path} is not the whole blob {name} that was written: its end is cut or overwritten. Restore the file from a copy, or delete the blob.");
            long offset = Math.Min(range?.Offset ?? 0, info.Length);
            long length = Math.Min(range?.Length ?? info.Length, info.Length - offset);
            return new BlobContent(info, new BlobFileStream(handle, offset, length, folder, name, cancellationToken));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static BlobInfo Read(SafeFileHandle handle, string name)
    {
        long fileLength = RandomAccess.GetLength(handle);
        Span<byte> trailer = stackalloc byte[TrailerLength];
        bool isWhole = fileLength >= TrailerLength
            && RandomAccess.Read(handle, trailer, fileLength - TrailerLength) == TrailerLength
            && trailer[^Magic.Length..].SequenceEqual(Magic)
            && BinaryPrimitives.ReadInt64LittleEndian(trailer[TagLength..]) == fileLength - TrailerLength;
        return isWhole ? new BlobInfo(name, fileLength - TrailerLength, Tag(trailer)) : new BlobInfo(name, fileLength, DamagedTag);
    }

    private static string Tag(ReadOnlySpan<byte> trailer) => Convert.ToHexStringLower(trailer[..TagLength]);
}
