using System.Collections.Immutable;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Search;

/// <summary>Which items of a partition a version shows.</summary>
internal static class ShownRows
{
    /// <summary>Their rows.</summary>
    /// <param name="items">The partition.</param>
    /// <param name="retired">Keys that are not shown any more, with the first version that does not show them.</param>
    /// <param name="version">The version.</param>
    public static RowSet Of(PartitionItems items, ImmutableSortedDictionary<string, int> retired, int version)
    {
        if (version < items.Id.Version)
            return RowSet.None(items.Items.Length);
        RowSet rows = RowSet.All(items.Items.Length);
        foreach ((string key, int from) in retired)
            if (from <= version && items.RowOf(key) is >= 0 and int row)
                rows.Remove(row);
        return rows;
    }
}
