using System.Collections.Concurrent;
using System.Collections.Frozen;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Search;

/// <summary>The fields of a partition's items as columns, made when a filter first names them. Safe for any number of callers.</summary>
internal sealed class PartitionColumns(PartitionItems items)
{
    /// <summary>The field that is the item's key.</summary>
    public const string KeyField = "key";

    /// <summary>The field that is the item's class.</summary>
    public const string LabelField = "label";

    // A source may give every item metadata of other names: what is kept stays small.
    private const int MostKept = 64;

    private readonly FrozenSet<string> _names = items.Items.SelectMany(item => item.Info.Metadata.Keys).ToFrozenSet(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FieldColumn> _columns = new(StringComparer.Ordinal);

    /// <summary>The items.</summary>
    public PartitionItems Items { get; } = items;

    /// <summary>A field's column, or null if no item has it. The key has none: its rows are looked up.</summary>
    public FieldColumn? Find(string field)
    {
        if (_columns.TryGetValue(field, out FieldColumn? column))
            return column;
        if (field == LabelField)
            return Keep(field, new FieldColumn(Items.Items, item => item.Label is { } label ? new MetadataValue(label) : null));
        return _names.Contains(field)
            ? Keep(field, new FieldColumn(Items.Items, item => item.Metadata.TryGetValue(field, out MetadataValue value) ? value : null))
            : null;
    }

    private FieldColumn Keep(string field, FieldColumn column) => _columns.Count < MostKept ? _columns.GetOrAdd(field, column) : column;
}
