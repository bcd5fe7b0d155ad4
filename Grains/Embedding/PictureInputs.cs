using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Grains.Embedding;

/// <summary>Reads the pictures that requests bring. Safe for any number of callers.</summary>
internal sealed class PictureInputs(IGrainFactory grains, EncoderHostOptions options)
{
    private readonly long _maxBytes = (options.Encoding.PictureLimits ?? new PictureLimits()).MaxBytes;

    /// <summary>A picture's file.</summary>
    /// <param name="input">Where it is.</param>
    /// <param name="defaultDataset">The data set of an item that names none, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="GridException">Invalid: it is not exactly one picture. NotFound, TooLarge, Unavailable.</exception>
    public async Task<byte[]> ReadAsync(PictureInput input, DatasetRef? defaultDataset, CancellationToken cancellationToken)
    {
        bool isItem = input.ItemKey is not null || input.Dataset is not null;
        if ((input.Bytes.IsEmpty ? 0 : 1) + (input.Transfer is null ? 0 : 1) + (isItem ? 1 : 0) != 1)
            throw new GridException(GridProblem.Invalid, "A picture is exactly one of a file, a transfer, and an item of a data set: give one of them.");
        if (!input.Bytes.IsEmpty)
            return input.Bytes.Length <= GridLimits.PieceBytes
                ? input.Bytes.ToArray()
                : throw new GridException(GridProblem.TooLarge, $"The picture has {input.Bytes.Length:N0} bytes and a message takes {GridLimits.PieceBytes:N0}: send it as a transfer.");
        return input.Transfer is { } transfer
            ? await ReadTransferAsync(transfer, cancellationToken).ConfigureAwait(false)
            : await ReadItemAsync(input.Dataset ?? defaultDataset, input.ItemKey, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadTransferAsync(TransferId id, CancellationToken cancellationToken)
    {
        ITransferGrain transfer = grains.GetGrain<ITransferGrain>(id.ToString());
        TransferInfo info = await transfer.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!info.IsComplete)
            throw new GridException(GridProblem.NotFound, $"There is no complete transfer {id}: send the picture again.");
        byte[] file = NewFile(info.Length, $"The picture of transfer {id}");
        for (int offset = 0; offset < file.Length;)
            offset += Take((await transfer.ReadAsync(offset, cancellationToken).ConfigureAwait(false)).Bytes, file, offset);
        return file;
    }

    private async Task<byte[]> ReadItemAsync(DatasetRef? dataset, string? key, CancellationToken cancellationToken)
    {
        if (dataset is not { } set || key is null)
            throw new GridException(GridProblem.Invalid, "An item's picture needs the item's data set and key: give both.");
        ItemInfo item = await grains.GetGrain<IDatasetGrain>(set.Name.ToString()).GetItemAsync(set.Version, key, cancellationToken).ConfigureAwait(false);
        IPartitionGrain partition = grains.GetGrain<IPartitionGrain>(item.Partition.ToString());
        byte[] file = NewFile(item.ByteCount, $"The picture of {GridName.Shown(key)} in {set}");
        for (int offset = 0; offset < file.Length;)
            offset += Take((await partition.ReadPictureAsync(key, offset, cancellationToken).ConfigureAwait(false)).Bytes, file, offset);
        return file;
    }

    // Its length is known beforehand: nothing is taken in that is too large anyway.
    private byte[] NewFile(long length, string what) => length <= _maxBytes
        ? new byte[length]
        : throw new GridException(GridProblem.TooLarge, $"{what} has {length:N0} bytes, above the limit of {_maxBytes:N0}: make it smaller.");

    private static int Take(ReadOnlyMemory<byte> piece, byte[] file, int offset)
    {
        if (piece.IsEmpty || piece.Length > file.Length - offset)
            throw new GridException(GridProblem.Corrupt, $"A picture of {file.Length:N0} bytes has a piece of {piece.Length:N0} at byte {offset:N0}: it was changed while it was read. Try again.");
        piece.CopyTo(file.AsMemory(offset));
        return piece.Length;
    }
}
