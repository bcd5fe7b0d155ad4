using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Some of the refused samples of a version.</summary>
/// <param name="Samples">In the order of the source.</param>
/// <param name="TotalCount">How many there are in all. The first 100,000 of an ingest are kept in detail.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.RefusedPage")]
public sealed record RefusedPage([property: Id(0)] ImmutableArray<RefusedSample> Samples, [property: Id(1)] long TotalCount);
