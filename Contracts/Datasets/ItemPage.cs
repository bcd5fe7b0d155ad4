using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Some of the items of a version or partition.</summary>
/// <param name="Items">In the order of partitions and, within one, of the source.</param>
/// <param name="TotalCount">How many there are in all.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.ItemPage")]
public sealed record ItemPage([property: Id(0)] ImmutableArray<ItemInfo> Items, [property: Id(1)] long TotalCount);
