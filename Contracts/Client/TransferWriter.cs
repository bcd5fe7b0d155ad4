using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>
/// Writes into a transfer, in pieces of 512 KiB and with no more than one of them in memory. A piece that the grid does not take at once
/// is sent again from where the grid stands. Only asynchronous writing is there.
/// </summary>
internal sealed class TransferWriter(GridCalls calls, TransferId id, Action<long>? sent, CancellationToken cancellationToken) : Stream
{
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15)];

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
    public override long Position { get => _sent + _filled; set => throw new NotSupportedException(); }

    /// <summary>Sends the rest and says that all is there.</summary>
    public async Task CompleteAsync()
    {
        await SendAsync();
        await calls.TellAsync(grains => grains.GetGrain<ITransferGrain>(id.ToString()).CompleteAsync(_sent, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int taken = Math.Min(buffer.Length, GridLimits.PieceBytes - _filled);
            buffer[..taken].CopyTo(_piece.AsMemory(_filled));
            _filled += taken;
            buffer = buffer[taken..];
            if (_filled == GridLimits.PieceBytes)
                await SendAsync();
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use WriteAsync.");

    /// <inheritdoc/>
    public override void Flush()
    {
        // A piece goes when it is full; the last one when the transfer is completed.
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task SendAsync()
    {
        if (_filled == 0)
            return;
        ReadOnlyMemory<byte> piece = _piece.AsMemory(0, _filled);
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await calls.AskAsync(grains => grains.GetGrain<ITransferGrain>(id.ToString()).AppendAsync(_sent, piece, cancellationToken), cancellationToken);
                break;
            }
            catch (GridException e) when (e.Problem == GridProblem.Unavailable && attempt < Pauses.Length)
            {
                await Task.Delay(Pauses[attempt], calls.Time, cancellationToken);
            }
        }
        _sent += _filled;
        _filled = 0;
        // A silo in this very process may still hold the piece that it was handed.
        _piece = new byte[GridLimits.PieceBytes];
        sent?.Invoke(_sent);
    }
}
