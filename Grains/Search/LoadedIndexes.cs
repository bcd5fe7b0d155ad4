using System.Diagnostics.Metrics;

namespace ClipGrid.Grains.Search;

/// <summary>
/// The indexes that this silo has in memory, as metrics. They are held weakly: an index goes with its partition's grain, and nobody says so.
/// Safe for any number of callers.
/// </summary>
internal sealed class LoadedIndexes : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Index";

    private readonly Meter _meter = new(Name);
    private readonly Lock _lock = new();
    private readonly List<WeakReference<PartitionIndex>> _indexes = [];

    /// <summary>Creates the instruments.</summary>
    public LoadedIndexes()
    {
        _meter.CreateObservableGauge("clipgrid.index.partitions", () => Alive().Count, "{partition}", "Partitions whose index is in memory.");
        _meter.CreateObservableGauge("clipgrid.index.vectors", () => Alive().Sum(index => (long)index.VectorCount), "{vector}", "Vectors of the indexes in memory.");
    }

    /// <summary>Counts an index from now on.</summary>
    public void Add(PartitionIndex index)
    {
        lock (_lock)
            _indexes.Add(new WeakReference<PartitionIndex>(index));
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private List<PartitionIndex> Alive()
    {
        lock (_lock)
        {
            List<PartitionIndex> alive = [];
            _indexes.RemoveAll(weak =>
            {
                if (!weak.TryGetTarget(out PartitionIndex? index))
                    return true;
                alive.Add(index);
                return false;
            });
            return alive;
        }
    }
}
