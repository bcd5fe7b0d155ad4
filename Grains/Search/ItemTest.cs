using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Search;

/// <summary>A filter as a test of one item, for those who look at items one by one.</summary>
internal static class ItemTest
{
    /// <summary>The test of a filter; it answers as a search would.</summary>
    /// <exception cref="GridException">Invalid: the filter cannot be used.</exception>
    public static Func<ItemInfo, bool> Of(ItemFilter filter)
    {
        FilterCheck.Check(filter);
        return item => RowFilter.Apply(filter, new PartitionColumns(new PartitionItems(item.Partition, [new StoredItem(item, 0)])))[0];
    }
}
