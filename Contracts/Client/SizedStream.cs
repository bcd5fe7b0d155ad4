using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>
/// The bytes of a file whose size was said beforehand. It claims to be seekable because a tar's writer asks only such streams for their
/// length, which stands in the header before the bytes; it is never sought in.
/// </summary>
internal sealed class SizedStream(SentFile file) : Stream
{
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await file.Content.ReadAsync(buffer, cancellationToken);
        _read += count;
        if (_read > file.Length)
            throw Changed("more");
        return count > 0 || buffer.IsEmpty || _read == file.Length ? count : throw Changed("fewer");
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use ReadAsync.");

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is ever written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private GridException Changed(string how) =>
        new(GridProblem.Invalid, $"{GridName.Shown(file.Name)} has {how} bytes than the {file.Length:N0} that were announced: it changed on its way. Nothing was kept; send it again.");
}
