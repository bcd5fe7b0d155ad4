using System.Collections.Immutable;

namespace ClipGrid.Contracts.Search;

/// <summary>A partition's answer.</summary>
/// <param name="Hits">The best first, ties in ordinal order of keys, then of captions.</param>
/// <param name="ComparedCount">Vectors compared.</param>
/// <param name="HasMore">True if further hits follow these: an answer stays below 512 KiB, however many are asked for.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.PartitionSearchResult")]
public sealed record PartitionSearchResult([property: Id(0)] ImmutableArray<PartitionHit> Hits, [property: Id(1)] long ComparedCount, [property: Id(2)] bool HasMore)
{
    /// <summary>How long the next scan would wait for its turn on the partition's silo.</summary>
    [Id(3)]
    public TimeSpan Backlog { get; init; }
}
