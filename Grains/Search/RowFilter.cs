using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>Which of a partition's items a filter lets through.</summary>
internal static class RowFilter
{
    /// <summary>The rows of the items that fit.</summary>
    /// <exception cref="GridException">Invalid: a filter of a kind that this release does not know.</exception>
    public static RowSet Apply(ItemFilter filter, PartitionColumns columns) => filter switch
    {
        AndFilter and => and.Parts.Aggregate(RowSet.All(columns.Items.Items.Length), (rows, part) => rows.And(Apply(part, columns))),
        OrFilter or => or.Parts.Aggregate(RowSet.None(columns.Items.Items.Length), (rows, part) => rows.Or(Apply(part, columns))),
        NotFilter not => Apply(not.Part, columns).Invert(),
        EqualsFilter equals => OneOf(equals.Field, [equals.Value], columns),
        InFilter isIn => OneOf(isIn.Field, isIn.Values, columns),
        RangeFilter range => Compare(range.Field, value => value.Number is { } number && IsWithin(number, range), columns),
        _ => throw new GridException(GridProblem.Invalid, $"A filter of the kind {filter.GetType().Name} is not known here: bring all silos to the same release."),
    };

    /// <summary>Whether a number lies within a filter's bounds.</summary>
    public static bool IsWithin(double number, RangeFilter range) =>
        (range.Min is not { } min || (range.ExcludesMin ? number > min : number >= min))
        && (range.Max is not { } max || (range.ExcludesMax ? number < max : number <= max));

    private static RowSet OneOf(string field, ImmutableArray<MetadataValue> values, PartitionColumns columns)
    {
        if (field == PartitionColumns.KeyField)
            return WithKeys(values, columns);
        HashSet<MetadataValue> wanted = [.. values];
        return Compare(field, wanted.Contains, columns);
    }

    private static RowSet WithKeys(ImmutableArray<MetadataValue> keys, PartitionColumns columns)
    {
        RowSet rows = RowSet.None(columns.Items.Items.Length);
        foreach (MetadataValue key in keys)
            if (key.Text is { } text && columns.Items.RowOf(text) is >= 0 and int row)
                rows.Add(row);
        return rows;
    }

    private static RowSet Compare(string field, Func<MetadataValue, bool> fits, PartitionColumns columns) =>
        columns.Find(field)?.Where(fits) ?? RowSet.None(columns.Items.Items.Length);
}
