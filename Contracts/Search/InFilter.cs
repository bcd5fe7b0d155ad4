using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Search;

/// <summary>The field has one of these values.</summary>
/// <param name="Field">key, label or the name of metadata.</param>
/// <param name="Values">The values, at most 10,000.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.InFilter")]
public sealed record InFilter([property: Id(0)] string Field, [property: Id(1)] ImmutableArray<MetadataValue> Values) : ItemFilter;
