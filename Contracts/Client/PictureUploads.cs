using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>Sends the pictures of a request that do not fit into its message, the largest first, and deletes them afterwards.</summary>
internal sealed class PictureUploads(GridCalls calls) : IAsyncDisposable
{
    private readonly List<TransferId> _sent = [];

    /// <summary>The same pictures, with no more than 512 KiB of bytes in all.</summary>
    public async Task<ImmutableArray<PictureInput>> FitAsync(ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken)
    {
        if (pictures.IsDefault)
            throw new GridException(GridProblem.Invalid, "Pictures are missing: give an array of them.");
        PictureInput[] fit = [.. pictures];
        long inMessage = fit.Sum(picture => (long)picture.Bytes.Length);
        foreach (int index in Enumerable.Range(0, fit.Length).OrderByDescending(i => pictures[i].Bytes.Length))
        {
            if (inMessage <= GridLimits.PieceBytes)
                break;
            TransferId id = await Transfers.SendAsync(calls, fit[index].Bytes, cancellationToken);
            _sent.Add(id);
            inMessage -= fit[index].Bytes.Length;
            fit[index] = fit[index] with { Bytes = default, Transfer = id };
        }
        return [.. fit];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (TransferId id in _sent)
            await Transfers.DeleteQuietlyAsync(calls, id);
    }
}
