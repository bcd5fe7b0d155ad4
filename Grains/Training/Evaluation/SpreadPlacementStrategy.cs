using Orleans.Placement;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Asks for the placement by <see cref="SpreadPlacementDirector"/>.</summary>
internal sealed class SpreadPlacementStrategy() : PlacementFilterStrategy(order: 0);
