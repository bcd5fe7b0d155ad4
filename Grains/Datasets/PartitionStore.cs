using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Shards;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets;

/// <summary>Partitions as ingests put them into the blob store.</summary>
internal sealed class PartitionStore(IBlobStore store) : IPartitionStore
{
    /// <inheritdoc/>
    public async Task<PartitionItems> LoadAsync(PartitionId id, CancellationToken cancellationToken)
    {
        string name = GridPaths.ShardIndex(id);
        byte[] content = await store.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
        // Long indexes are read on the pool, not on the turn of the grain that asks.
        return await Task.Run(() => ShardIndex.Read(id, content, name), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<byte[]> ReadPictureAsync(PartitionId id, StoredItem item, long offset, long length, CancellationToken cancellationToken)
    {
        long rest = item.Info.ByteCount - offset;
        return offset < 0 || rest <= 0 || length <= 0
            ? Task.FromResult<byte[]>([])
            : store.GetAsync(GridPaths.Shard(id), new BlobRange(item.Offset + offset, Math.Min(length, rest)), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<byte[]> ReadPicturesAsync(PartitionItems items, int start, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (count == 0)
            yield break;
        StoredItem last = items.Items[start + count - 1];
        long position = items.Items[start].Offset;
        BlobRange range = new(position, last.Offset + last.Info.ByteCount - position);
        BlobContent content = await store.OpenAsync(GridPaths.Shard(items.Id), range, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            byte[] between = new byte[1 << 12];
            for (int row = start; row < start + count; row++)
            {
                StoredItem item = items.Items[row];
                while (position < item.Offset)
                {
                    int skipped = (int)Math.Min(between.Length, item.Offset - position);
                    await content.Stream.ReadExactlyAsync(between.AsMemory(0, skipped), cancellationToken).ConfigureAwait(false);
                    position += skipped;
                }
                byte[] picture = new byte[item.Info.ByteCount];
                await content.Stream.ReadExactlyAsync(picture, cancellationToken).ConfigureAwait(false);
                position += picture.Length;
                yield return picture;
            }
        }
    }
}
