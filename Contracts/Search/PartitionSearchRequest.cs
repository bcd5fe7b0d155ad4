using System.Collections.Immutable;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Search;

/// <summary>A partition's share of a search.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartitionSearchRequest")]
public sealed record PartitionSearchRequest
{
    /// <summary>The model that made the query's vector.</summary>
    [Id(0)]
    public required ModelDigest Model { get; init; }

    /// <summary>The data set version that is searched: items retired in it are left out.</summary>
    [Id(1)]
    public required int Version { get; init; }

    /// <summary>The query, unit length.</summary>
    [Id(2)]
    public required ReadOnlyMemory<float> Query { get; init; }

    /// <summary>What to find.</summary>
    [Id(3)]
    public required SearchTarget Target { get; init; }

    /// <summary>Most hits to return, 1 to 10,000.</summary>
    [Id(4)]
    public required int Count { get; init; }

    /// <summary>Lowest score, or null.</summary>
    [Id(5)]
    public double? MinScore { get; init; }

    /// <summary>Which items, or null for all.</summary>
    [Id(6)]
    public ItemFilter? Filter { get; init; }

    /// <summary>Keys to leave out.</summary>
    [Id(7)]
    public ImmutableArray<string> ExcludedKeys { get; init; } = [];

    /// <summary>Whether the hits' vectors are wanted, for collapsing.</summary>
    [Id(8)]
    public bool WithVectors { get; init; }

    /// <summary>Hits to pass over, from 0: those that an answer before this one has brought.</summary>
    [Id(9)]
    public int Skip { get; init; }
}
