using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Client;

/// <summary>Reads an item's picture file, piece by piece.</summary>
internal sealed class PictureReader(GridCalls calls, ItemInfo item) : PieceReader
{
    /// <inheritdoc/>
    protected override async Task<ReadOnlyMemory<byte>> FetchAsync(long offset, CancellationToken cancellationToken) =>
        offset >= item.ByteCount
            ? ReadOnlyMemory<byte>.Empty
            : (await calls.AskAsync(grains => grains.GetGrain<IPartitionGrain>(item.Partition.ToString()).ReadPictureAsync(item.Key, offset, cancellationToken), cancellationToken)).Bytes;
}
