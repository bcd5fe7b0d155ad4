using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets;

/// <summary>An item and where its picture lies in its partition's shard.</summary>
/// <param name="Info">The item.</param>
/// <param name="Offset">First byte of the picture's file in the shard; its length is <see cref="ItemInfo.ByteCount"/>.</param>
internal sealed record StoredItem(ItemInfo Info, long Offset);
