using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>What was found for the first of some keys.</summary>
/// <param name="Items">For each key its item, null where there is none; shorter than the keys where the message would grow too large.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.FoundItems")]
public sealed record FoundItems([property: Id(0)] ImmutableArray<ItemInfo?> Items);
