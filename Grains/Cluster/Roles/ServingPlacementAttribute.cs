using Orleans.Placement;

namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>A grain of this class is activated on a silo that serves clients, and on one that only trains where there is no other.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ServingPlacementAttribute() : PlacementFilterAttribute(new ServingPlacementStrategy());
