using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Chooses the silo by the share's key, see <see cref="ShareKey.SiloOf"/>: chance would give one silo most of a few shares.</summary>
internal sealed class SpreadPlacementDirector : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        SiloAddress[] ordered = [.. silos.Order()];
        return ordered.Length == 0 ? ordered : [ordered[ShareKey.Parse(target.GrainIdentity.Key.ToString()!).SiloOf(ordered.Length)]];
    }
}
