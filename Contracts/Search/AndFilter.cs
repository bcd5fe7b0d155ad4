using System.Collections.Immutable;

namespace ClipGrid.Contracts.Search;

/// <summary>All of these fit; none: everything fits.</summary>
/// <param name="Parts">The parts.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.AndFilter")]
public sealed record AndFilter([property: Id(0)] ImmutableArray<ItemFilter> Parts) : ItemFilter;
