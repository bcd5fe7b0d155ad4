using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Datasets.Homes;

/// <summary>Where partitions belong in the cluster as it is now.</summary>
internal sealed class PartitionHomes(ServingPlacementDirector serving, ISiloStatusOracle silos, TimeProvider time)
{
    private readonly Lock _lock = new();
    private HashSet<SiloAddress> _known = [];
    private long _since = time.GetTimestamp();

    /// <summary>Whether a partition's home is another silo, and has been for as long as <paramref name="patience"/>.</summary>
    public bool IsElsewhere(PartitionId partition, TimeSpan patience)
    {
        HashSet<SiloAddress> active = [.. serving.Serving(silos.GetApproximateSiloStatuses(onlyActive: true).Keys)];
        lock (_lock)
        {
            if (!_known.SetEquals(active))
                (_known, _since) = (active, time.GetTimestamp());
            if (time.GetElapsedTime(_since) < patience)
                return false;
        }
        return active.Count > 0 && !PartitionSpread.HomeOf(partition, active).Equals(silos.SiloAddress);
    }
}
