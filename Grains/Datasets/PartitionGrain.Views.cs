using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Views;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets;

/// <summary>Its share of what is read out of all items of a version. The items and what is retired are fixed before it leaves the turn.</summary>
internal sealed partial class PartitionGrain
{
    /// <inheritdoc/>
    public Task<ItemPage> FindMatchesAsync(int version, ItemQuery query, CancellationToken cancellationToken)
    {
        ItemQueryCheck.Check(query, leastTop: 0);
        return ViewAsync(version, (items, shown) => ItemMatches.Find(items, shown, query, cancellationToken), cancellationToken);
    }

    private async Task<T> ViewAsync<T>(int version, Func<PartitionItems, RowSet, T> view, CancellationToken cancellationToken)
    {
        PartitionItems items = await ItemsAsync();
        // Read after the items are there: a delete that was acknowledged before this line is not shown.
        ImmutableSortedDictionary<string, int> retired = state.State.Retired;
        return await gate.RunAsync(() => view(items, ShownRows.Of(items, retired, version)), cancellationToken);
    }
}
