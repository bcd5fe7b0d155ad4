namespace ClipGrid.Contracts.Search;

/// <summary>
/// Which items a search looks at. Fields are <c>key</c>, <c>label</c> and the names of metadata; an item without the field fits no
/// comparison. People write it so: <c>label = cat and not (year &lt; 2000 or color in (red, blue))</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ItemFilter")]
public abstract record ItemFilter;
