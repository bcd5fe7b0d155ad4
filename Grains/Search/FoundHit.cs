using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>A hit and the partition that it is of. Ordered as a result lists hits: by score, then key, then caption.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Hit">The hit.</param>
internal sealed record FoundHit(PartitionId Partition, PartitionHit Hit) : IComparable<FoundHit>
{
    /// <summary>Hits that were collapsed into this one, the best first.</summary>
    public List<string> Duplicates { get; } = [];

    /// <inheritdoc/>
    public int CompareTo(FoundHit? other)
    {
        if (other is null)
            return -1;
        if (Hit.Score != other.Hit.Score)
            return other.Hit.Score.CompareTo(Hit.Score);
        int byKey = string.CompareOrdinal(Hit.Key, other.Hit.Key);
        return byKey != 0 ? byKey : (Hit.CaptionIndex ?? 0).CompareTo(other.Hit.CaptionIndex ?? 0);
    }
}
