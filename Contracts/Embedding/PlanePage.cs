using System.Collections.Immutable;

namespace ClipGrid.Contracts.Embedding;

/// <summary>Some points of a plane of embeddings.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PlanePage")]
public sealed record PlanePage
{
    /// <summary>The points, in the order of the data set version.</summary>
    [Id(0)]
    public required ImmutableArray<PlanePoint> Points { get; init; }

    /// <summary>Points of the whole plane.</summary>
    [Id(1)]
    public required int SampledCount { get; init; }

    /// <summary>Items that could be on it: those that the version shows, less those whose picture could not be embedded. A page with another number is of another plane.</summary>
    [Id(2)]
    public required long TotalCount { get; init; }

    /// <summary>The share of the sample's variance along each axis, 0 to 1.</summary>
    [Id(3)]
    public required ImmutableArray<double> ExplainedVariance { get; init; }
}
