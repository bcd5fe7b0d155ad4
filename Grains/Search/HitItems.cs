using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>What is said of a page's hits, asked of their partitions: each is asked once, unless its captions are long.</summary>
internal sealed class HitItems(ISearchGrid grid, Deadline deadline, int version)
{
    private readonly ConcurrentDictionary<PartitionId, GridException> _failures = [];
    private readonly ConcurrentDictionary<(PartitionId Partition, string Key), ItemInfo> _items = [];

    /// <summary>Partitions that did not say it.</summary>
    public IReadOnlyDictionary<PartitionId, GridException> Failures => _failures;

    /// <summary>The hits with their items; those that are gone meanwhile are left out.</summary>
    public async Task<ImmutableArray<SearchHit>> DescribeAsync(List<FoundHit> page, CancellationToken cancellationToken)
    {
        await Task.WhenAll(page.GroupBy(hit => hit.Partition).Select(hits => FindAsync(hits.Key, [.. hits.Select(hit => hit.Hit.Key).Distinct(StringComparer.Ordinal)], cancellationToken))).ConfigureAwait(false);
        ImmutableArray<SearchHit>.Builder found = ImmutableArray.CreateBuilder<SearchHit>(page.Count);
        foreach (FoundHit hit in page)
            if (_items.TryGetValue((hit.Partition, hit.Hit.Key), out ItemInfo? item))
                found.Add(new SearchHit { Item = item, Score = hit.Hit.Score, CaptionIndex = hit.Hit.CaptionIndex, Duplicates = [.. hit.Duplicates] });
        return found.DrainToImmutable();
    }

    private async Task FindAsync(PartitionId partition, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            while (!keys.IsEmpty)
            {
                ImmutableArray<string> asked = keys;
                FoundItems found = await deadline.RunAsync(partition, token => grid.FindItemsAsync(partition, version, asked, token), cancellationToken).ConfigureAwait(false);
                foreach ((string key, ItemInfo? item) in asked.Zip(found.Items))
                    if (item is not null)
                        _items[(partition, key)] = item;
                keys = asked[Math.Max(1, found.Items.Length)..];
            }
        }
        catch (GridException error)
        {
            _failures.TryAdd(partition, error);
        }
    }
}
