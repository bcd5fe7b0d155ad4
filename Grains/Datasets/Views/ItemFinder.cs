using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Finds items of a version: all partitions count what fits at once, then those that the page lies in say which. Safe for any number of callers.</summary>
internal sealed class ItemFinder(IGrainFactory grains)
{
    /// <summary>A page of the items that fit, in the version's order.</summary>
    /// <exception cref="GridException">NotFound: the version. Invalid: the query.</exception>
    public async Task<ItemPage> FindAsync(DatasetRef dataset, ItemQuery query, CancellationToken cancellationToken)
    {
        ItemQueryCheck.Check(query, leastTop: 1);
        DatasetVersionInfo version = await grains.GetGrain<IDatasetGrain>(dataset.Name.Value).GetVersionAsync(dataset.Version, cancellationToken).ConfigureAwait(false);
        IPartitionGrain[] partitions = [.. version.Partitions.Select(partition => grains.GetGrain<IPartitionGrain>(partition.Id.ToString()))];
        ItemQuery counting = query with { Skip = 0, Top = 0 };
        ItemPage[] counts = await Task.WhenAll(partitions.Select(partition => partition.FindMatchesAsync(version.Version, counting, cancellationToken))).ConfigureAwait(false);

        PageBudget budget = new();
        ImmutableArray<ItemInfo>.Builder items = ImmutableArray.CreateBuilder<ItemInfo>();
        long before = 0;
        for (int index = 0; index < partitions.Length && items.Count < query.Top; before += counts[index++].TotalCount)
        {
            long inside = Math.Max(0, query.Skip + items.Count - before);
            if (inside >= counts[index].TotalCount)
                continue;
            int wanted = (int)Math.Min(query.Top - items.Count, counts[index].TotalCount - inside);
            ItemPage page = await partitions[index].FindMatchesAsync(version.Version, query with { Skip = (int)inside, Top = wanted }, cancellationToken).ConfigureAwait(false);
            ItemInfo[] fitting = [.. page.Items.TakeWhile(budget.TryTake)];
            items.AddRange(fitting);
            // Cut short so that the message stays small, or less than was counted a moment ago: what comes behind would be out of place.
            if (fitting.Length < wanted)
                break;
        }
        return new ItemPage(items.DrainToImmutable(), counts.Sum(count => count.TotalCount));
    }
}
