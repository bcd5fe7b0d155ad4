using Orleans.Placement;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Places the shares of an evaluation on all silos in turn.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SpreadPlacementAttribute() : PlacementFilterAttribute(new SpreadPlacementStrategy());
