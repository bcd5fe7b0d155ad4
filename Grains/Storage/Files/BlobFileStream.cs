using ClipGrid.Contracts.Errors;
using Microsoft.Win32.SafeHandles;

namespace ClipGrid.Grains.Storage.Files;

/// <summary>A range of an open file, forwards only. Owns the handle.</summary>
internal sealed class BlobFileStream(SafeFileHandle handle, long offset, long length, BlobFolder folder, string name, CancellationToken opened) : ReadOnlyStream(length)
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        opened.ThrowIfCancellationRequested();
        Span<byte> wanted = buffer[..(int)Math.Min(buffer.Length, Length - Position)];
        if (wanted.Length == 0)
            return 0;
        int read;
        try
        {
            read = RandomAccess.Read(handle, wanted, offset + Position);
        }
        catch (Exception exception) when (FileFaults.IsKnown(exception))
        {
            throw FileFaults.Explain(exception, folder.Root, $"reading {name}");
        }
        // A file that is cut under its reader ends early.
        if (read == 0)
            throw new GridException(GridProblem.Corrupt, $"The file of the blob {name} in {folder.Root} was cut while it was read. Restore it from a copy, or delete the blob.");
        Advance(read);
        return read;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return Read(buffer.Span);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        handle.Dispose();
        base.Dispose(disposing);
    }
}
