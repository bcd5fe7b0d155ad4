using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Search;

/// <summary>The field has this value; texts are compared character by character.</summary>
/// <param name="Field">key, label or the name of metadata.</param>
/// <param name="Value">The value.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.EqualsFilter")]
public sealed record EqualsFilter([property: Id(0)] string Field, [property: Id(1)] MetadataValue Value) : ItemFilter;
