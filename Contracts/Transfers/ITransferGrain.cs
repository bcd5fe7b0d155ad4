using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Transfers;

/// <summary>
/// Bytes on their way between a client and the grid, in pieces of at most 512 KiB; the key is its <see cref="TransferId"/>. They lie in
/// the blob store; a silo that starts deletes those that nobody has touched for a day. All methods throw <see cref="GridException"/>.
/// </summary>
[Alias("clipgrid.ITransferGrain")]
public interface ITransferGrain : IGrainWithStringKey
{
    /// <summary>Appends a piece. A piece that is there already is skipped, so that repeating is harmless.</summary>
    /// <param name="offset">Where it begins in the whole; pieces come in order.</param>
    /// <param name="bytes">1 byte to 512 KiB.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The length so far.</returns>
    /// <exception cref="GridException">Invalid: a piece is missing before it. TooLarge. WrongState: completed.</exception>
    [Alias("Append"), AllowedFor(GridRole.Reader)]
    Task<long> AppendAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Says that all has come; from then on it can be used as a source.</summary>
    /// <exception cref="GridException">Invalid: the length is another.</exception>
    [Alias("Complete"), AllowedFor(GridRole.Reader)]
    Task CompleteAsync(long length, CancellationToken cancellationToken);

    /// <summary>How much there is.</summary>
    [Alias("Get"), AllowedFor(GridRole.Reader)]
    Task<TransferInfo> GetAsync(CancellationToken cancellationToken);

    /// <summary>Reads a piece of at most 512 KiB; empty at the end.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("Read"), AllowedFor(GridRole.Reader)]
    Task<TransferPiece> ReadAsync(long offset, CancellationToken cancellationToken);

    /// <summary>Deletes it. Deleting what is not there is fine.</summary>
    [Alias("Delete"), AllowedFor(GridRole.Reader)]
    Task DeleteAsync(CancellationToken cancellationToken);
}
