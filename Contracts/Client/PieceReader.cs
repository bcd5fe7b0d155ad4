namespace ClipGrid.Contracts.Client;

/// <summary>Reads bytes of the grid from the beginning to the end, holding one piece of them. Only asynchronous reading is there.</summary>
internal abstract class PieceReader : Stream
{
    private ReadOnlyMemory<byte> _piece;
    private long _position;
    private bool _isAtEnd;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _isAtEnd)
            return 0;
        if (_piece.IsEmpty)
            _piece = await FetchAsync(_position, cancellationToken);
        int taken = Math.Min(buffer.Length, _piece.Length);
        _piece[..taken].CopyTo(buffer);
        _piece = _piece[taken..];
        _position += taken;
        _isAtEnd = taken == 0;
        return taken;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use ReadAsync: the bytes come from the grid.");

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

    /// <summary>A piece from <paramref name="offset"/>; empty at the end.</summary>
    protected abstract Task<ReadOnlyMemory<byte>> FetchAsync(long offset, CancellationToken cancellationToken);
}
