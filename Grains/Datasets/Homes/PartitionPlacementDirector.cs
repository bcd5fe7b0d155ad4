using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Cluster.Roles;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace ClipGrid.Grains.Datasets.Homes;

/// <summary>Leaves of the silos the one where the partition lives.</summary>
internal sealed class PartitionPlacementDirector(ServingPlacementDirector serving) : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        IReadOnlyList<SiloAddress> able = serving.Serving(silos);
        return able.Count == 0 ? able : [PartitionSpread.HomeOf(PartitionId.Parse(target.GrainIdentity.Key.ToString()), able)];
    }
}
