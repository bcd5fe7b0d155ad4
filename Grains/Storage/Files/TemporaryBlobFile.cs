using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace ClipGrid.Grains.Storage.Files;

/// <summary>
/// A blob on its way: a file in the store's temporary folder that is deleted unless it was moved to its place. It stays open until
/// then, which tells another process that collects leftovers that it is none.
/// </summary>
internal sealed class TemporaryBlobFile : IDisposable
{
    private const int BufferLength = 1 << 18;
    private readonly BlobFolder _folder;
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private bool _moved;

    private TemporaryBlobFile(BlobFolder folder, string path)
    {
        _folder = folder;
        _path = path;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    /// <summary>Bytes of content so far.</summary>
    public long Length { get; private set; }

    /// <summary>A new, empty one.</summary>
    public static TemporaryBlobFile Create(BlobFolder folder) => new(folder, Path.Combine(folder.OwnFolder(BlobFolder.TemporaryFolder), Guid.NewGuid().ToString("N")));

    /// <summary>Copies the content. What the content's own stream throws is thrown on as it is.</summary>
    public async Task WriteAsync(Stream content, string action, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                _folder.Guard(action, () =>
                {
                    RandomAccess.Write(_handle, buffer.AsSpan(0, count), Length);
                    return true;
                });
                Length += count;
            }
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Ends the file with a trailer and brings it to the disk; returns its tag.</summary>
    public string Complete()
    {
        RandomAccess.Write(_handle, BlobFile.NewTrailer(Length, out string etag), Length);
        RandomAccess.FlushToDisk(_handle);
        return etag;
    }

    /// <summary>Makes it the blob's file, in place of what was there.</summary>
    public void MoveTo(string path)
    {
        string parent = Path.GetDirectoryName(path)!;
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                _folder.CreateFlushed(parent);
                File.Move(_path, path, overwrite: true);
                break;
            }
            // A delete elsewhere took the emptied folder away meanwhile.
            catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException && attempt < 100 && File.Exists(_path))
            {
                continue;
            }
        }
        _moved = true;
        // If the folder is gone already, the blob was deleted meanwhile.
        FolderFlush.TryFlush(parent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle.Dispose();
        if (_moved)
            return;
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (FileFaults.IsKnown(exception))
        {
            // The next start collects it; what made the put fail is what its caller must hear.
            _moved = false;
        }
    }
}
