using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>The silo's partitions and those of the wide data set, which were never ingested.</summary>
internal sealed class WidePartitionStore(IPartitionStore store, WideDataset wide) : IPartitionStore
{
    public Task<PartitionItems> LoadAsync(PartitionId id, CancellationToken cancellationToken) =>
        wide.Partitions.TryGetValue(id, out PartitionItems? items) ? Task.FromResult(items) : store.LoadAsync(id, cancellationToken);

    public Task<byte[]> ReadPictureAsync(PartitionId id, StoredItem item, long offset, long length, CancellationToken cancellationToken) =>
        store.ReadPictureAsync(id, item, offset, length, cancellationToken);

    public IAsyncEnumerable<byte[]> ReadPicturesAsync(PartitionItems items, int start, int count, CancellationToken cancellationToken) =>
        store.ReadPicturesAsync(items, start, count, cancellationToken);
}
