using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>What is said of a page's hits, asked of their partitions.</summary>
internal sealed class HitItems(ISearchGrid grid, Deadline deadline, int version)
{
    private readonly ConcurrentDictionary<PartitionId, GridException> _failures = [];

    /// <summary>Partitions that did not say it.</summary>
    public IReadOnlyDictionary<PartitionId, GridException> Failures => _failures;

    /// <summary>The hits with their items; those that are gone meanwhile are left out.</summary>
    public async Task<ImmutableArray<SearchHit>> DescribeAsync(List<FoundHit> page, CancellationToken cancellationToken)
    {
        Dictionary<(PartitionId, string), Task<ItemInfo?>> items = [];
        foreach (FoundHit hit in page)
            if (!items.ContainsKey((hit.Partition, hit.Hit.Key)))
                items.Add((hit.Partition, hit.Hit.Key), FindAsync(hit, cancellationToken));
        await Task.WhenAll(items.Values).ConfigureAwait(false);
        ImmutableArray<SearchHit>.Builder hits = ImmutableArray.CreateBuilder<SearchHit>(page.Count);
        foreach (FoundHit hit in page)
            if (await items[(hit.Partition, hit.Hit.Key)].ConfigureAwait(false) is { } item)
                hits.Add(new SearchHit { Item = item, Score = hit.Hit.Score, CaptionIndex = hit.Hit.CaptionIndex, Duplicates = [.. hit.Duplicates] });
        return hits.DrainToImmutable();
    }

    private async Task<ItemInfo?> FindAsync(FoundHit hit, CancellationToken cancellationToken)
    {
        try
        {
            return await deadline.RunAsync(hit.Partition, token => grid.FindItemAsync(hit.Partition, version, hit.Hit.Key, token), cancellationToken).ConfigureAwait(false);
        }
        catch (GridException error)
        {
            _failures.TryAdd(hit.Partition, error);
            return null;
        }
    }
}
