using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Homes;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets;

/// <summary>A partition: its items, and for each model their embeddings.</summary>
[PartitionPlacement]
internal sealed partial class PartitionGrain(
    [PersistentState("partition")] IPersistentState<PartitionState> state,
    IPartitionStore store,
    ThumbnailMaker thumbnails,
    ScanGate gate,
    PartitionHomes homes,
    LivePartitions live) : Grain, IPartitionGrain
{
    private Task<PartitionItems>? _items;

    private PartitionId Id => PartitionId.Parse(this.GetPrimaryKeyString());

    // Loaded when first asked for, once for all who ask meanwhile; a failure is not kept.
    private Task<PartitionItems> ItemsAsync()
    {
        if (_items is null or { IsFaulted: true } or { IsCanceled: true })
            _items = store.LoadAsync(Id, CancellationToken.None);
        return _items;
    }

    // What version `version` does not show of it.
    private bool IsRetired(string key, int version) => state.State.Retired.TryGetValue(key, out int from) && from <= version;
}
