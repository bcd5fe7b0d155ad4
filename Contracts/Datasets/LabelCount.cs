namespace ClipGrid.Contracts.Datasets;

/// <summary>How many items have a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Count">The items.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.LabelCount")]
public sealed record LabelCount([property: Id(0)] string Label, [property: Id(1)] long Count);
