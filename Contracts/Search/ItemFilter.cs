using System.Text.Json.Serialization;

namespace ClipGrid.Contracts.Search;

/// <summary>
/// Which items a search looks at. Fields are <c>key</c>, <c>label</c> and the names of metadata; an item without the field fits no
/// comparison. People write it so: <c>label = cat and not (year &lt; 2000 or color in (red, blue))</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ItemFilter")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AndFilter), "and")]
[JsonDerivedType(typeof(OrFilter), "or")]
[JsonDerivedType(typeof(NotFilter), "not")]
[JsonDerivedType(typeof(EqualsFilter), "equals")]
[JsonDerivedType(typeof(InFilter), "in")]
[JsonDerivedType(typeof(RangeFilter), "range")]
public abstract record ItemFilter;
