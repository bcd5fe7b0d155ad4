using System.Security.Cryptography;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.Files;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training;

/// <summary>Blobs from and to local files.</summary>
internal static class LocalFiles
{
    /// <summary>Writes a blob to a file; returns its SHA-256 in lower-case hexadecimal digits.</summary>
    /// <exception cref="GridException">NotFound, Unavailable; StorageFull: there is no room for the file.</exception>
    public static async Task<string> DownloadAsync(this IBlobStore blobs, string name, string path, CancellationToken cancellationToken)
    {
        BlobContent content = await blobs.OpenAsync(name, null, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using SHA256 hash = SHA256.Create();
            CryptoStream hashing = new(content.Stream, hash, CryptoStreamMode.Read, leaveOpen: true);
            await using (hashing.ConfigureAwait(false))
            {
                try
                {
                    FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
                    await using (file.ConfigureAwait(false))
                        await hashing.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception error) when (FileFaults.IsKnown(error) && error is not FileNotFoundException)
                {
                    throw FileFaults.Explain(error, Path.GetDirectoryName(path)!, $"the copy of {name}");
                }
            }
            return Convert.ToHexStringLower(hash.Hash!);
        }
    }

    /// <summary>Writes a file to a blob; returns its SHA-256 in lower-case hexadecimal digits.</summary>
    /// <exception cref="GridException">StorageFull, Unavailable.</exception>
    public static async Task<string> UploadAsync(this IBlobStore blobs, string path, string name, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            byte[] digest = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            await blobs.PutAsync(name, file, BlobCondition.None, cancellationToken).ConfigureAwait(false);
            return Convert.ToHexStringLower(digest);
        }
    }

    /// <summary>Deletes a folder with all that is in it, if it is there; where that fails, the log says so.</summary>
    public static void TryDelete(string folder, ILogger logger)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(error, "{Folder} could not be removed: delete it by hand.", folder);
        }
    }
}
