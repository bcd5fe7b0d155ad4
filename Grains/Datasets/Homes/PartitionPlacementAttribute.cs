using Orleans.Placement;

namespace ClipGrid.Grains.Datasets.Homes;

/// <summary>A grain of this class is activated where <see cref="PartitionSpread"/> says.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PartitionPlacementAttribute() : PlacementFilterAttribute(new PartitionPlacementStrategy());
