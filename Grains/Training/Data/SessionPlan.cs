using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Training.Data;

/// <summary>
/// Which items a session trains on and which it is judged by, in their order: fixed when it is first prepared, so that what is deleted
/// later does not change a run that has begun.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SessionPlan
{
    /// <summary>The format that this release writes; format 1 had nothing held out and no classes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Format of the blob.</summary>
    public required int Format { get; init; }

    /// <summary>Digest of the data set version.</summary>
    public required string DatasetDigest { get; init; }

    /// <summary>The partitions with at least one item to train on, in the version's order.</summary>
    public required ImmutableArray<PlannedPartition> Partitions { get; init; }

    /// <summary>Digest of the data set version that the held-out items are of; null where nothing is held out.</summary>
    public string? HeldOutDigest { get; init; }

    /// <summary>The partitions with at least one item that the session is judged by, in their version's order.</summary>
    public ImmutableArray<PlannedPartition> HeldOut { get; init; } = [];

    /// <summary>
    /// The classes in ordinal order: the labels of the training items where labels are learned, the labels of all items where zero-shot
    /// classification judges; else empty.
    /// </summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Items that would be held out and have a label that no training item has: they are left out.</summary>
    public int UnknownLabelCount { get; init; }

    /// <summary>Held-out items whose picture is trained on as well.</summary>
    public int KnownPictureCount { get; init; }

    /// <summary>Items to train on.</summary>
    [JsonIgnore]
    public int ItemCount => Count(Partitions);

    /// <summary>Items to be judged by.</summary>
    [JsonIgnore]
    public int HeldOutCount => Count(HeldOut);

    /// <summary>Bytes of the pictures to train on.</summary>
    [JsonIgnore]
    public long PictureByteCount => Partitions.Sum(partition => partition.PictureByteCount);

    /// <summary>The held-out items as if they were to be trained on: to read them with.</summary>
    [JsonIgnore]
    public SessionPlan OfHeldOut => this with { DatasetDigest = HeldOutDigest ?? DatasetDigest, Partitions = HeldOut, HeldOut = [], HeldOutDigest = null };

    /// <summary>What people should know of the held-out items, or null.</summary>
    [JsonIgnore]
    public string? HeldOutRemark
    {
        get
        {
            string unknown = UnknownLabelCount == 0 ? "" : $"{UnknownLabelCount:N0} items to be judged by were left out: no item to train on has their label. ";
            string known = KnownPictureCount == 0 ? "" : $"{KnownPictureCount:N0} of {HeldOutCount:N0} pictures to be judged by are also trained on: the values look better than they are. ";
            return unknown + known is { Length: > 0 } remark ? remark.TrimEnd() : null;
        }
    }

    private static int Count(ImmutableArray<PlannedPartition> partitions) => partitions.Sum(partition => partition.Rows.Sum(range => range.Count));
}
