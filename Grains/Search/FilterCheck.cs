using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>Refuses filters that say nothing or are too large.</summary>
internal static class FilterCheck
{
    private const int DeepestPart = 64;
    private const int MostParts = 2000;
    private const int MostValues = 10_000;

    /// <summary>Checks a filter; null is fine.</summary>
    /// <exception cref="GridException">Invalid: what is wrong, and what to write instead.</exception>
    public static void Check(ItemFilter? filter)
    {
        int partCount = 0;
        if (filter is not null)
            Check(filter, 1, ref partCount);
    }

    private static void Check(ItemFilter? filter, int depth, ref int partCount)
    {
        if (depth > DeepestPart || ++partCount > MostParts)
            throw Invalid($"has more than {MostParts} parts or goes deeper than {DeepestPart}: say the same in fewer, for example with \"in\"");
        switch (filter)
        {
            case AndFilter { Parts: { IsDefault: false } parts }:
                Check(parts, depth, ref partCount);
                break;
            case OrFilter { Parts: { IsDefault: false } parts }:
                Check(parts, depth, ref partCount);
                break;
            case NotFilter not:
                Check(not.Part, depth + 1, ref partCount);
                break;
            case EqualsFilter equals:
                CheckField(equals.Field);
                CheckValue(equals.Field, equals.Value);
                break;
            case InFilter { Values: { IsDefault: false } values } isIn:
                CheckField(isIn.Field);
                if (values.Length > MostValues)
                    throw Invalid($"compares {GridName.Shown(isIn.Field)} with {values.Length:N0} values: use at most {MostValues:N0}");
                foreach (MetadataValue value in values)
                    CheckValue(isIn.Field, value);
                break;
            case RangeFilter range:
                Check(range);
                break;
            default:
                throw Invalid($"has a part that says nothing ({filter?.GetType().Name ?? "null"}): leave it out");
        }
    }

    private static void Check(ImmutableArray<ItemFilter> parts, int depth, ref int partCount)
    {
        foreach (ItemFilter part in parts)
            Check(part, depth + 1, ref partCount);
    }

    private static void Check(RangeFilter range)
    {
        CheckField(range.Field);
        if (range.Field is PartitionColumns.KeyField or PartitionColumns.LabelField)
            throw Invalid($"asks for a range of {range.Field}, which is a text: compare it with = or in");
        if (range.Min is { } min && double.IsNaN(min) || range.Max is { } max && double.IsNaN(max))
            throw Invalid($"has a bound of {GridName.Shown(range.Field)} that is no number: give one, or leave it out");
        if (range.Min > range.Max)
            throw Invalid($"wants {GridName.Shown(range.Field)} to be at least {range.Min} and at most {range.Max}, which nothing is: exchange the bounds");
    }

    private static void CheckField(string? field)
    {
        if (string.IsNullOrEmpty(field))
            throw Invalid("compares a field without a name: write key, label or the name of metadata");
    }

    private static void CheckValue(string field, MetadataValue value)
    {
        if (value.Text is null && value.Number is null && value.Flag is null || value.Number is { } number && !double.IsFinite(number))
            throw Invalid($"compares {GridName.Shown(field)} with no value: give a text, a finite number, true or false");
    }

    private static GridException Invalid(string problem) => new(GridProblem.Invalid, $"The filter {problem}.");
}
