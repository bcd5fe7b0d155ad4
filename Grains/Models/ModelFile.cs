using System.Security.Cryptography;

namespace ClipGrid.Grains.Models;

/// <summary>A file of a stored model.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Digest">SHA-256, in lower-case hexadecimal digits.</param>
internal sealed record ModelFile(string Name, long Length, string Digest)
{
    private const int BufferSize = 1 << 20;

    /// <summary>What a file on the disk is.</summary>
    public static async Task<ModelFile> DescribeAsync(string path, CancellationToken cancellationToken)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (stream.ConfigureAwait(false))
            return await CopyAsync(Path.GetFileName(path), stream, Stream.Null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies a stream to its end and says what came by.</summary>
    public static async Task<ModelFile> CopyAsync(string name, Stream from, Stream to, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        long length = 0;
        int count;
        while ((count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            length += count;
        }
        return new ModelFile(name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
