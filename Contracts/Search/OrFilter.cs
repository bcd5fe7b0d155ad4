using System.Collections.Immutable;

namespace ClipGrid.Contracts.Search;

/// <summary>One of these fits; none: nothing fits.</summary>
/// <param name="Parts">The parts.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.OrFilter")]
public sealed record OrFilter([property: Id(0)] ImmutableArray<ItemFilter> Parts) : ItemFilter;
