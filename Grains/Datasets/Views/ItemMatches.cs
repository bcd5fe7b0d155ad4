using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>A partition's share of a query for items.</summary>
internal static class ItemMatches
{
    private const int RowsBetweenChecks = 1024;

    /// <summary>Some of the items that fit, in the order of the shard, and how many do. Looks at every item: not for a grain's turn.</summary>
    /// <param name="items">The partition.</param>
    /// <param name="shown">The rows that the version shows; nobody changes them meanwhile.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="cancellationToken">Stops between items.</param>
    /// <exception cref="GridException">Invalid: a filter of a kind that this release does not know.</exception>
    public static ItemPage Find(PartitionItems items, RowSet shown, ItemQuery query, CancellationToken cancellationToken)
    {
        RowSet fitting = query.Filter is { } filter ? RowFilter.Apply(filter, items.Columns).And(shown) : shown;
        ItemWords words = ItemWords.Of(query.Text);
        PageBudget budget = new();
        ImmutableArray<ItemInfo>.Builder page = ImmutableArray.CreateBuilder<ItemInfo>();
        int count = 0;
        bool isFull = query.Top == 0;
        for (int row = 0; row < fitting.Length; row++)
        {
            if (row % RowsBetweenChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            ItemInfo item = items.Items[row].Info;
            if (!fitting[row] || !words.AreIn(item) || count++ < query.Skip || isFull)
                continue;
            isFull = !budget.TryTake(item);
            if (!isFull)
                page.Add(item);
            isFull |= page.Count == query.Top;
        }
        return new ItemPage(page.DrainToImmutable(), count);
    }
}
