using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>Sends single files, and cleans up.</summary>
internal static class Transfers
{
    private static readonly TimeSpan LongestCleaning = TimeSpan.FromSeconds(5);

    /// <summary>Sends bytes as a new, completed transfer.</summary>
    public static async Task<TransferId> SendAsync(GridCalls calls, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        TransferId id = TransferId.New();
        try
        {
            await using TransferWriter target = new(calls, id, null, cancellationToken);
            await target.WriteAsync(bytes, cancellationToken);
            await target.CompleteAsync();
            return id;
        }
        catch
        {
            await DeleteQuietlyAsync(calls, id);
            throw;
        }
    }

    /// <summary>Deletes a transfer; where that fails, the grid does it itself after a day.</summary>
    public static Task DeleteQuietlyAsync(GridCalls calls, TransferId id) =>
        QuietlyAsync(calls, token => calls.TellAsync(grains => grains.GetGrain<ITransferGrain>(id.ToString()).DeleteAsync(token), token));

    /// <summary>Cleans up on the way out, within a few seconds: what failed or was cancelled before is what the caller shall see.</summary>
    /// <returns>Whether it succeeded.</returns>
    public static async Task<bool> QuietlyAsync(GridCalls calls, Func<CancellationToken, Task> clean)
    {
        using CancellationTokenSource patience = new(LongestCleaning, calls.Time);
        try
        {
            await clean(patience.Token);
            return true;
        }
        catch (Exception e) when (e is GridException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }
}
