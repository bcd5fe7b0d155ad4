using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Transfers;

/// <summary>Folders as transfers: a transfer's bytes are a tar of the folder's files. Safe for any number of callers.</summary>
internal sealed class TransferFiles(IGrainFactory grains, IBlobStore store)
{
    /// <summary>Unpacks a complete transfer into a new folder below <paramref name="scratchFolder"/>, which the caller deletes; returns its path.</summary>
    /// <exception cref="GridException">NotFound: there is no complete transfer of that id. Invalid: it is no tar of plain files, or a name leaves the folder.</exception>
    public async Task<string> UnpackAsync(TransferId id, string scratchFolder, CancellationToken cancellationToken)
    {
        TransferBlobs blobs = new(store, id);
        if (await blobs.FindStateAsync(cancellationToken).ConfigureAwait(false) is not { IsComplete: true })
            throw new GridException(GridProblem.NotFound, $"There is no complete transfer {id}: send the files again.");
        string folder = Path.Combine(Path.GetFullPath(scratchFolder), $"{id}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            using TransferReadStream stream = new(blobs, await blobs.ListPiecesAsync(cancellationToken).ConfigureAwait(false));
            await TarFolder.UnpackAsync(stream, folder, cancellationToken).ConfigureAwait(false);
            return folder;
        }
        catch (Exception error)
        {
            Directory.Delete(folder, recursive: true);
            if (error is InvalidDataException or EndOfStreamException or FormatException)
                throw new GridException(GridProblem.Invalid, $"Transfer {id} is no sound tar file: {error.Message} Send the files again.", error);
            throw;
        }
    }

    /// <summary>Packs all files below a folder into a new transfer, which is complete when this returns.</summary>
    /// <exception cref="GridException">StorageFull, Unavailable.</exception>
    public async Task<TransferId> PackAsync(string folder, CancellationToken cancellationToken)
    {
        TransferId id = TransferId.New();
        ITransferGrain transfer = grains.GetGrain<ITransferGrain>(id.ToString());
        try
        {
            using TransferWriteStream stream = new(transfer);
            await TarFolder.PackAsync(folder, stream, cancellationToken).ConfigureAwait(false);
            await stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return id;
        }
        catch
        {
            await transfer.DeleteAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
