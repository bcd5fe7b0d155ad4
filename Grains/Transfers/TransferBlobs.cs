using System.Globalization;
using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Transfers;

/// <summary>
/// How a transfer lies in the blob store: <c>transfers/{id}/state.json</c>, and each piece under its offset. The state is written before the
/// first piece and deleted after the last, so that what a crash leaves can always be dated.
/// </summary>
internal sealed class TransferBlobs(IBlobStore store, TransferId id)
{
    private const int CurrentFormat = 1;
    private const string StateFile = "state.json";

    private string Prefix { get; } = GridPaths.Transfer(id);

    /// <summary>Its state, or null if there is no such transfer.</summary>
    public async Task<TransferState?> FindStateAsync(CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Prefix + StateFile, cancellationToken).ConfigureAwait(false) is null)
            return null;
        byte[] json = await store.GetAsync(Prefix + StateFile, null, cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            int format = document.RootElement.GetProperty("formatVersion").GetInt32();
            if (format > CurrentFormat)
                throw new GridException(GridProblem.NewerFormat, $"{Prefix}{StateFile} was written by a newer ClipGrid (format {format}; this one reads up to {CurrentFormat}): use that release, or send the data again.");
            return document.Deserialize<TransferState>(JsonSerializerOptions.Web);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GridException(GridProblem.Corrupt, $"{Prefix}{StateFile} is damaged: {error.Message} Delete the transfer and send the data again.", error);
        }
    }

    /// <summary>Writes its state.</summary>
    public async Task<TransferState> PutStateAsync(DateTimeOffset touchedAt, bool isComplete, CancellationToken cancellationToken)
    {
        TransferState state = new() { FormatVersion = CurrentFormat, TouchedAt = touchedAt, IsComplete = isComplete };
        await store.PutAsync(Prefix + StateFile, JsonSerializer.SerializeToUtf8Bytes(state, JsonSerializerOptions.Web), BlobCondition.None, cancellationToken).ConfigureAwait(false);
        return state;
    }

    /// <summary>Its pieces in order.</summary>
    public async Task<List<TransferRange>> ListPiecesAsync(CancellationToken cancellationToken)
    {
        List<TransferRange> pieces = [];
        await foreach (BlobInfo blob in store.ListAllAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (long.TryParse(blob.Name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
                pieces.Add(new TransferRange(offset, checked((int)blob.Length)));
        }
        return pieces;
    }

    /// <summary>Writes a piece.</summary>
    public Task PutPieceAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        store.PutAsync(NameOf(offset), bytes, BlobCondition.None, cancellationToken);

    /// <summary>Reads a piece.</summary>
    public Task<byte[]> GetPieceAsync(TransferRange piece, CancellationToken cancellationToken) =>
        store.GetAsync(NameOf(piece.Offset), null, cancellationToken);

    /// <summary>Deletes everything.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        foreach (TransferRange piece in await ListPiecesAsync(cancellationToken).ConfigureAwait(false))
            await store.DeleteAsync(NameOf(piece.Offset), BlobCondition.None, cancellationToken).ConfigureAwait(false);
        await store.DeleteAsync(Prefix + StateFile, BlobCondition.None, cancellationToken).ConfigureAwait(false);
    }

    // Digits enough for any offset, so that names sort as offsets do.
    private string NameOf(long offset) => Prefix + offset.ToString("D15", CultureInfo.InvariantCulture);
}
