using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>Any other line of a shard's index: an item without its partition, which all have in common.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShardIndexItem
{
    /// <summary>See <see cref="ItemInfo.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>See <see cref="ItemInfo.Captions"/>.</summary>
    public required ImmutableArray<string> Captions { get; init; }

    /// <summary>See <see cref="ItemInfo.Label"/>.</summary>
    public string? Label { get; init; }

    /// <summary>See <see cref="ItemInfo.Metadata"/>; null for none.</summary>
    public ImmutableSortedDictionary<string, MetadataValue>? Metadata { get; init; }

    /// <summary>See <see cref="ItemInfo.MediaType"/>.</summary>
    public required string MediaType { get; init; }

    /// <summary>See <see cref="ItemInfo.Width"/>.</summary>
    public required int Width { get; init; }

    /// <summary>See <see cref="ItemInfo.Height"/>.</summary>
    public required int Height { get; init; }

    /// <summary>See <see cref="ItemInfo.ByteCount"/>.</summary>
    public required long ByteCount { get; init; }

    /// <summary>See <see cref="ItemInfo.Digest"/>.</summary>
    public required string Digest { get; init; }

    /// <summary>See <see cref="StoredItem.Offset"/>.</summary>
    public required long Offset { get; init; }

    /// <summary>The line of an item.</summary>
    public static ShardIndexItem Of(StoredItem item) => new()
    {
        Key = item.Info.Key,
        Captions = item.Info.Captions,
        Label = item.Info.Label,
        Metadata = item.Info.Metadata.IsEmpty ? null : item.Info.Metadata,
        MediaType = item.Info.MediaType,
        Width = item.Info.Width,
        Height = item.Info.Height,
        ByteCount = item.Info.ByteCount,
        Digest = item.Info.Digest,
        Offset = item.Offset,
    };

    /// <summary>The item of a line.</summary>
    public StoredItem ToItem(PartitionId partition) => new(
        new ItemInfo
        {
            Key = Key,
            Partition = partition,
            Captions = Captions,
            Label = Label,
            Metadata = (Metadata ?? ImmutableSortedDictionary<string, MetadataValue>.Empty).WithComparers(StringComparer.Ordinal),
            MediaType = MediaType,
            Width = Width,
            Height = Height,
            ByteCount = ByteCount,
            Digest = Digest,
        },
        Offset);
}
