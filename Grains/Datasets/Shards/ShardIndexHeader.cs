using System.Text.Json.Serialization;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>The first line of a shard's index.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShardIndexHeader
{
    /// <summary>Version of the index's format: 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The partition, its counts, and size and digest of the shard.</summary>
    public required PartitionInfo Partition { get; init; }
}
