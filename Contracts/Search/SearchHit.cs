using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Search;

/// <summary>A hit.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SearchHit")]
public sealed record SearchHit
{
    /// <summary>The item.</summary>
    [Id(0)]
    public required ItemInfo Item { get; init; }

    /// <summary>Cosine similarity to the query, -1 to 1.</summary>
    [Id(1)]
    public required double Score { get; init; }

    /// <summary>Where captions are searched: the number of the caption that was found, from 0. Otherwise null.</summary>
    [Id(2)]
    public int? CaptionIndex { get; init; }

    /// <summary>Keys of the hits that were collapsed into this one, the best first.</summary>
    [Id(3)]
    public ImmutableArray<string> Duplicates { get; init; } = [];
}
