using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Grains.Transfers;

/// <summary>Appends what is written to a transfer, in full pieces. Asynchronous writing only; <see cref="CompleteAsync"/> ends it.</summary>
internal sealed class TransferWriteStream(ITransferGrain transfer) : Stream
{
    private byte[] _piece = new byte[GridLimits.PieceBytes];
    private int _filled;
    private long _sent;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Sends what is left and completes the transfer.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken).ConfigureAwait(false);
        await transfer.CompleteAsync(_sent, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, _piece.Length - _filled);
            buffer[..count].CopyTo(_piece.AsMemory(_filled));
            buffer = buffer[count..];
            _filled += count;
            if (_filled == _piece.Length)
                await SendAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_filled == 0)
            return;
        _sent = await transfer.AppendAsync(_sent, _piece.AsMemory(0, _filled), cancellationToken).ConfigureAwait(false);
        // The sent piece may still be read by the other side: a message within a silo is not copied.
        _piece = new byte[GridLimits.PieceBytes];
        _filled = 0;
    }
}
