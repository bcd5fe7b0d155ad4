using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>Leaves of the silos those that serve clients. One that has not told its role yet gets nothing while others have.</summary>
internal sealed class ServingPlacementDirector(SiloRoles roles) : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos) => Serving(silos);

    /// <summary>Those of some silos that serve; where none does, those that may; and all where there are none of these either.</summary>
    public IReadOnlyList<SiloAddress> Serving(IEnumerable<SiloAddress> silos)
    {
        ILookup<bool?, SiloAddress> byDuty = silos.ToLookup(silo => roles.Of(silo)?.ServesClients());
        return byDuty[true].Any() ? [.. byDuty[true]] : byDuty[null].Any() ? [.. byDuty[null]] : [.. byDuty[false]];
    }
}
