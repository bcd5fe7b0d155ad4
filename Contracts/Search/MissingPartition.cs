using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Search;

/// <summary>A partition that gave no answer.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Reason">Why, in a sentence.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.MissingPartition")]
public sealed record MissingPartition([property: Id(0)] PartitionId Id, [property: Id(1)] string Reason);
