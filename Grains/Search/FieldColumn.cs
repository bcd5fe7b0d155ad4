using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Search;

/// <summary>
/// One field of a partition's items, each different value kept once: a comparison looks at every value once and at every row's number
/// only. Immutable.
/// </summary>
internal sealed class FieldColumn
{
    private const int NoValue = -1;

    private readonly int[] _codes;
    private readonly List<MetadataValue> _values = [];

    /// <summary>Reads a field of every item; null where an item does not have it.</summary>
    public FieldColumn(ImmutableArray<StoredItem> items, Func<ItemInfo, MetadataValue?> read)
    {
        _codes = new int[items.Length];
        Dictionary<MetadataValue, int> known = [];
        for (int row = 0; row < items.Length; row++)
            _codes[row] = read(items[row].Info) is { } value ? CodeOf(value, known) : NoValue;
    }

    /// <summary>The rows whose value fits; a row without a value never does.</summary>
    public RowSet Where(Func<MetadataValue, bool> fits)
    {
        bool[] isFitting = [.. _values.Select(fits)];
        RowSet rows = RowSet.None(_codes.Length);
        for (int row = 0; row < _codes.Length; row++)
            if (_codes[row] != NoValue && isFitting[_codes[row]])
                rows.Add(row);
        return rows;
    }

    private int CodeOf(MetadataValue value, Dictionary<MetadataValue, int> known)
    {
        if (known.TryGetValue(value, out int code))
            return code;
        known.Add(value, _values.Count);
        _values.Add(value);
        return _values.Count - 1;
    }
}
