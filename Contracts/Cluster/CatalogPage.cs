using System.Collections.Immutable;

namespace ClipGrid.Contracts.Cluster;

/// <summary>Some of a catalogue.</summary>
/// <param name="Ids">In ordinal order.</param>
/// <param name="TotalCount">How many fit in all.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.CatalogPage")]
public sealed record CatalogPage([property: Id(0)] ImmutableArray<string> Ids, [property: Id(1)] int TotalCount);
