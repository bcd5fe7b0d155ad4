using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Looks at a data set version: at all of its items where they are few, at whole partitions from all over it where they are many.</summary>
internal sealed class DataFactsReader(ISessionNeighbours neighbours, IPartitionStore partitions)
{
    private const long MostRead = 20_000;

    /// <summary>The facts.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<DataFacts> ReadAsync(DatasetRef dataset, CancellationToken cancellationToken)
    {
        DatasetVersionInfo version = await neighbours.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
        PartitionInfo[] read = Spread(version);
        DataTally tally = new();
        foreach (PartitionInfo partition in read)
        {
            PartitionItems items = await partitions.LoadAsync(partition.Id, cancellationToken).ConfigureAwait(false);
            IReadOnlySet<string>? shown = await neighbours.FindShownKeysAsync(partition.Id, version.Version, items.Items.Length, cancellationToken).ConfigureAwait(false);
            foreach ((int row, StoredItem item) in items.Items.Index())
                if (shown?.Contains(item.Info.Key) != false)
                    tally.Add(row, item.Info);
        }
        long all = version.Partitions.Sum(partition => (long)partition.ItemCount), seen = read.Sum(partition => (long)partition.ItemCount);
        return tally.ToFacts(version, seen == all ? null : (double)all / seen);
    }

    // Every second, third, … partition: sources are often sorted.
    private static PartitionInfo[] Spread(DatasetVersionInfo version)
    {
        long all = version.Partitions.Sum(partition => (long)partition.ItemCount);
        if (all <= MostRead)
            return [.. version.Partitions];
        int every = (int)Math.Max(1, all / MostRead);
        return [.. version.Partitions.Where((_, index) => index % every == 0)];
    }
}
