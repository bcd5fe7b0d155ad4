using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>Reads the bytes of a transfer from the beginning, piece by piece.</summary>
internal sealed class TransferReader(GridCalls calls, TransferId id) : PieceReader
{
    /// <inheritdoc/>
    protected override async Task<ReadOnlyMemory<byte>> FetchAsync(long offset, CancellationToken cancellationToken) =>
        (await calls.AskAsync(grains => grains.GetGrain<ITransferGrain>(id.ToString()).ReadAsync(offset, cancellationToken), cancellationToken)).Bytes;
}
