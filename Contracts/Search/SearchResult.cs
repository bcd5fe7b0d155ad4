using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Search;

/// <summary>What a search found.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SearchResult")]
public sealed record SearchResult
{
    /// <summary>The best first; hits of equal score in ordinal order of keys. As if all scores had been sorted.</summary>
    [Id(0)]
    public required ImmutableArray<SearchHit> Hits { get; init; }

    /// <summary>The data set version that was searched.</summary>
    [Id(1)]
    public required DatasetRef Dataset { get; init; }

    /// <summary>The model that asked and that embedded the set.</summary>
    [Id(2)]
    public required ModelVersionId Model { get; init; }

    /// <summary>Vectors that were compared: what the filter let through.</summary>
    [Id(3)]
    public required long ComparedCount { get; init; }

    /// <summary>Partitions without an answer; if there are any, hits may be missing.</summary>
    [Id(4)]
    public ImmutableArray<MissingPartition> Missing { get; init; } = [];

    /// <summary>Whether hits may be missing.</summary>
    public bool IsPartial => !Missing.IsEmpty;

    /// <summary>How long it took in the grid.</summary>
    [Id(5)]
    public required TimeSpan Elapsed { get; init; }
}
