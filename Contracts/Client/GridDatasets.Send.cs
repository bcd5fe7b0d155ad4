using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>Sending pictures that come as streams.</summary>
public sealed partial class GridDatasets
{
    /// <summary>
    /// Sends files one after the other as the tar of a new transfer, with no more than 512 KiB in memory, for an
    /// <see cref="StartAddAsync"/> from it. A completed ingest deletes the transfer; otherwise call <see cref="DiscardAsync"/>. Where it
    /// fails or is cancelled, nothing stays.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="sent">Hears the bytes sent so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GridException">Invalid: a file has another size than was announced.</exception>
    public Task<TransferId> SendAsync(IAsyncEnumerable<SentFile> files, Action<long>? sent = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return TarPacking.SendAsync(_calls, files, sent, cancellationToken);
    }

    /// <summary>Deletes what was sent, within a few seconds; where that fails, the grid does it itself after a day.</summary>
    public Task DiscardAsync(TransferId transfer)
    {
        Demand.Key(transfer);
        return Transfers.DeleteQuietlyAsync(_calls, transfer);
    }
}
