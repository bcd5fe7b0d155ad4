using Orleans.Placement;

namespace ClipGrid.Grains.Devices;

/// <summary>Names <see cref="DevicePlacementDirector"/> as who chooses.</summary>
internal sealed class DevicePlacementStrategy() : PlacementFilterStrategy(order: 0);
