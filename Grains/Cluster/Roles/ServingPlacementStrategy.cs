using Orleans.Placement;

namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>Names <see cref="ServingPlacementDirector"/> as who chooses.</summary>
internal sealed class ServingPlacementStrategy() : PlacementFilterStrategy(order: 0);
