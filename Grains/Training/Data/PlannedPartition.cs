using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Training.Data;

/// <summary>What a session uses of a partition.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PlannedPartition
{
    /// <summary>Which one.</summary>
    public required PartitionId Id { get; init; }

    /// <summary>SHA-256 of its shard, in lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>Bytes of the pictures that are used.</summary>
    public required long PictureByteCount { get; init; }

    /// <summary>The rows that are used, ascending.</summary>
    public required ImmutableArray<RowRange> Rows { get; init; }
}
