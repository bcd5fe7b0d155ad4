using Orleans.Placement;

namespace ClipGrid.Grains.Devices;

/// <summary>A grain of this class is activated on the silo that <see cref="SiloTarget"/> names for the call, and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DevicePlacementAttribute() : PlacementFilterAttribute(new DevicePlacementStrategy());
