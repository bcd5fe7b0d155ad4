using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Training.Data;

/// <summary>
/// Which items a session trains on, in their order: fixed when it is first prepared, so that what is deleted later does not change a
/// run that has begun.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SessionPlan
{
    /// <summary>The format that this release writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the blob.</summary>
    public required int Format { get; init; }

    /// <summary>Digest of the data set version.</summary>
    public required string DatasetDigest { get; init; }

    /// <summary>The partitions with at least one item, in the version's order.</summary>
    public required ImmutableArray<PlannedPartition> Partitions { get; init; }

    /// <summary>Items in all.</summary>
    [JsonIgnore]
    public int ItemCount => Partitions.Sum(partition => partition.Rows.Sum(range => range.Count));

    /// <summary>Bytes of their pictures in all.</summary>
    [JsonIgnore]
    public long PictureByteCount => Partitions.Sum(partition => partition.PictureByteCount);
}
