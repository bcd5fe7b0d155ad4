using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Transfers;

/// <summary>Bytes on their way; see <see cref="TransferBlobs"/> for where they lie.</summary>
[ServingPlacement]
internal sealed class TransferGrain(IBlobStore store, TimeProvider time) : Grain, ITransferGrain
{
    private const long MaxBytes = 1L << 40;
    private static readonly TimeSpan TouchInterval = TimeSpan.FromHours(1);

    private List<TransferRange> _pieces = [];
    private TransferState? _state;

    private TransferId Id => TransferId.Parse(this.GetPrimaryKeyString());

    private TransferBlobs Blobs => new(store, Id);

    private long Length => _pieces.Count == 0 ? 0 : _pieces[^1].Offset + _pieces[^1].Length;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = await Blobs.FindStateAsync(cancellationToken);
        if (_state is not null)
            _pieces = await Blobs.ListPiecesAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> AppendAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length is 0 or > GridLimits.PieceBytes)
            throw new GridException(GridProblem.Invalid, $"A piece of {bytes.Length:N0} bytes cannot be appended to transfer {Id}: send 1 to {GridLimits.PieceBytes:N0} bytes at a time.");
        if (offset >= 0 && offset + bytes.Length <= Length)
            return Length;
        if (_state is { IsComplete: true })
            throw new GridException(GridProblem.WrongState, $"Transfer {Id} is complete with {Length:N0} bytes: begin another one for more.");
        if (offset != Length)
            throw new GridException(GridProblem.Invalid, $"Transfer {Id} has {Length:N0} bytes, but a piece for byte {offset:N0} came: go on from byte {Length:N0}.");
        if (offset + bytes.Length > MaxBytes)
            throw new GridException(GridProblem.TooLarge, $"Transfer {Id} would have more than {MaxBytes:N0} bytes: split the data.");
        await TouchAsync(isComplete: false, cancellationToken);
        await Blobs.PutPieceAsync(offset, bytes, cancellationToken);
        _pieces.Add(new TransferRange(offset, bytes.Length));
        return Length;
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(long length, CancellationToken cancellationToken)
    {
        if (length != Length)
            throw new GridException(GridProblem.Invalid, $"Transfer {Id} has {Length:N0} bytes, not {length:N0}: append what is missing from byte {Length:N0}.");
        await TouchAsync(isComplete: true, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TransferInfo> GetAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new TransferInfo(Length, _state is { IsComplete: true }));

    /// <inheritdoc/>
    public async Task<TransferPiece> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        if (_state is not { IsComplete: true })
            throw new GridException(GridProblem.NotFound, $"There is no complete transfer {Id}: it was deleted, or not all of it has come.");
        if (offset < 0 || offset >= Length)
            return new TransferPiece(ReadOnlyMemory<byte>.Empty);
        await TouchAsync(isComplete: true, cancellationToken);
        // The last piece that begins at or before the offset.
        int index = _pieces.FindLastIndex(piece => piece.Offset <= offset);
        byte[] bytes = await Blobs.GetPieceAsync(_pieces[index], cancellationToken);
        int begin = (int)(offset - _pieces[index].Offset);
        return new TransferPiece(bytes.AsMemory(begin, Math.Min(bytes.Length - begin, GridLimits.PieceBytes)));
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await Blobs.DeleteAsync(cancellationToken);
        _state = null;
        _pieces = [];
        DeactivateOnIdle();
    }

    private async Task TouchAsync(bool isComplete, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_state is null || _state.IsComplete != isComplete || now - _state.TouchedAt >= TouchInterval)
            _state = await Blobs.PutStateAsync(now, isComplete, cancellationToken);
    }
}
