using Orleans.Placement;

namespace ClipGrid.Grains.Datasets.Homes;

/// <summary>Names <see cref="PartitionPlacementDirector"/> as who chooses.</summary>
internal sealed class PartitionPlacementStrategy() : PlacementFilterStrategy(order: 0);
