using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Search;

/// <summary>Writes a filter as people would.</summary>
internal static class FilterWriter
{
    /// <summary>The text.</summary>
    public static string Write(ItemFilter filter)
    {
        StringBuilder text = new();
        Write(filter, text, 0);
        return text.ToString();
    }

    private static void Write(ItemFilter filter, StringBuilder text, int depth)
    {
        if (depth > 2 * FilterText.DeepestNesting)
            throw new GridException(GridProblem.Invalid, $"The filter is nested deeper than {FilterText.DeepestNesting} levels: make it flatter.");
        switch (filter)
        {
            case EqualsFilter equals:
                text.Append(Name(equals.Field)).Append(" = ").Append(Value(equals.Value));
                break;
            case InFilter among:
                text.Append(Name(among.Field)).Append(" in ").Append(List(among.Values));
                break;
            case RangeFilter range:
                text.Append(Range(range));
                break;
            case NotFilter { Part: EqualsFilter equals }:
                text.Append(Name(equals.Field)).Append(" != ").Append(Value(equals.Value));
                break;
            case NotFilter { Part: InFilter among }:
                text.Append(Name(among.Field)).Append(" not in ").Append(List(among.Values));
                break;
            case NotFilter not:
                text.Append("not ");
                WriteInside(not.Part, text, depth + 1);
                break;
            case AndFilter and:
                Join(and.Parts, " and ", "true", text, depth);
                break;
            case OrFilter or:
                Join(or.Parts, " or ", "false", text, depth);
                break;
            default:
                throw new GridException(GridProblem.Invalid, $"A {filter.GetType().Name} cannot be written as text: use the filters of ClipGrid.");
        }
    }

    private static void Join(ImmutableArray<ItemFilter> parts, string word, string none, StringBuilder text, int depth)
    {
        if (parts.IsDefaultOrEmpty)
            text.Append(none);
        else if (parts.Length == 1)
            Write(parts[0], text, depth + 1);
        else
            for (int i = 0; i < parts.Length; i++)
            {
                text.Append(i == 0 ? "" : word);
                WriteInside(parts[i], text, depth + 1);
            }
    }

    // Within something else, what itself consists of several parts stands in parentheses.
    private static void WriteInside(ItemFilter filter, StringBuilder text, int depth)
    {
        bool isJoined = filter is AndFilter { Parts: { IsDefault: false, Length: > 0 } } or OrFilter { Parts: { IsDefault: false, Length: > 0 } } || filter is RangeFilter range && IsTwoComparisons(range);
        text.Append(isJoined ? "(" : "");
        Write(filter, text, depth);
        text.Append(isJoined ? ")" : "");
    }

    private static string Range(RangeFilter range)
    {
        string name = Name(range.Field);
        string min = range.Min is { } lowest ? $"{name} {(range.ExcludesMin ? ">" : ">=")} {Number(lowest)}" : "";
        string max = range.Max is { } largest ? $"{name} {(range.ExcludesMax ? "<" : "<=")} {Number(largest)}" : "";
        return (range.Min, range.Max) switch
        {
            (null, null) => $"{name} between * and *",
            (not null, null) => min,
            (null, not null) => max,
            _ when IsTwoComparisons(range) => $"{min} and {max}",
            _ => $"{name} between {Number(range.Min.Value)} and {Number(range.Max.Value)}",
        };
    }

    private static bool IsTwoComparisons(RangeFilter range) => range is { Min: not null, Max: not null } && (range.ExcludesMin || range.ExcludesMax);

    private static string List(ImmutableArray<MetadataValue> values) => $"({string.Join(", ", (values.IsDefault ? [] : values).Select(Value))})";

    private static string Value(MetadataValue value) =>
        value.Text is { } text ? Name(text) : value.Number is { } number ? Number(number) : value.Flag == true ? "true" : "false";

    private static string Number(double number) => double.IsFinite(number)
        ? number.ToString("R", CultureInfo.InvariantCulture)
        : throw new GridException(GridProblem.Invalid, "A filter's number is not finite: use a finite one.");

    private static string Name(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (FilterWords.IsPlain(text))
            return text;
        StringBuilder quoted = new("\"");
        foreach (char c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }
}
