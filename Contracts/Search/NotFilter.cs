namespace ClipGrid.Contracts.Search;

/// <summary>The part does not fit.</summary>
/// <param name="Part">The part.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.NotFilter")]
public sealed record NotFilter([property: Id(0)] ItemFilter Part) : ItemFilter;
