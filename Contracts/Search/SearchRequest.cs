using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Search;

/// <summary>A search of a data set.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SearchRequest")]
public sealed record SearchRequest
{
    /// <summary>Most hits that <see cref="Skip"/> and <see cref="Top"/> may reach together.</summary>
    public const int DeepestHit = 10_000;

    /// <summary>The data set.</summary>
    [Id(0)]
    public required DatasetRef Dataset { get; init; }

    /// <summary>The model that asks; it must be the one that embedded the set.</summary>
    [Id(1)]
    public required ModelRef Model { get; init; }

    /// <summary>The query's parts, 1 to 32.</summary>
    [Id(2)]
    public required ImmutableArray<SearchTerm> Terms { get; init; }

    /// <summary>What to find.</summary>
    [Id(3)]
    public SearchTarget Target { get; init; }

    /// <summary>Most hits, 1 to 1,000.</summary>
    [Id(4)]
    public int Top { get; init; } = 10;

    /// <summary>Hits to pass over, from 0.</summary>
    [Id(5)]
    public int Skip { get; init; }

    /// <summary>Lowest cosine similarity of a hit, -1 to 1, or null.</summary>
    [Id(6)]
    public double? MinScore { get; init; }

    /// <summary>Which items to look at, or null for all.</summary>
    [Id(7)]
    public ItemFilter? Filter { get; init; }

    /// <summary>If given, a hit whose picture is as similar as this to a better hit (cosine, above 0 to 1), or byte for byte the same, is listed under that one.</summary>
    [Id(8)]
    public double? CollapseAbove { get; init; }

    /// <summary>Leaves the items out that the query names itself.</summary>
    [Id(9)]
    public bool ExcludesQueryItems { get; init; }

    /// <summary>How long a partition may take, 10 ms to 60 s; a late one is named in the result.</summary>
    [Id(10)]
    public TimeSpan PartitionTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
