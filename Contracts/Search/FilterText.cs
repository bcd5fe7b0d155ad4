using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Search;

/// <summary>
/// Filters as people write them: <c>label = cat and not (year &lt; 2000 or color in (red, "light blue"))</c>.
/// <para>
/// A comparison is a field, an operator and a value: <c>=</c>, <c>!=</c> (the same as not =: an item without the field fits), <c>&lt;</c>
/// <c>&lt;=</c> <c>&gt;</c> <c>&gt;=</c> (numbers), <c>in (a, b)</c>, <c>not in (a, b)</c>, <c>between 1 and 5</c> (both included; * for no
/// bound). Keys and labels are always texts: <c>label = 3</c> needs no quotes. <c>not</c> binds most, then <c>and</c>, then <c>or</c>; <c>true</c> fits everything, <c>false</c> nothing. Values are numbers,
/// true, false and texts; fields and texts with other characters than letters, digits and _ . - / : or that are keywords stand in
/// double or single quotes, with the escapes of JSON.
/// </para>
/// </summary>
public static class FilterText
{
    /// <summary>Longest text in characters.</summary>
    public const int LongestText = 100_000;

    /// <summary>Deepest nesting.</summary>
    public const int DeepestNesting = 64;

    /// <summary>Most comparisons.</summary>
    public const int MostComparisons = 1_000;

    /// <summary>Most values of an <c>in</c>.</summary>
    public const int MostValues = 10_000;

    /// <summary>Reads a filter.</summary>
    /// <exception cref="GridException">Invalid: the message names the character and what was expected there.</exception>
    public static ItemFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return Read(text);
        }
        catch (FilterFault fault)
        {
            throw fault.ToGridException();
        }
    }

    /// <summary>Reads a filter, or says in a sentence why it cannot be read.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ItemFilter? filter, [NotNullWhen(false)] out string? error) =>
        TryParse(text, out filter, out error, out _);

    /// <summary>Reads a filter, or says in a sentence why it cannot be read, and at which character, counted from 1.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text, [NotNullWhen(true)] out ItemFilter? filter, [NotNullWhen(false)] out string? error, out int position)
    {
        (filter, error, position) = (null, null, 0);
        try
        {
            filter = Read(text ?? "");
            return true;
        }
        catch (FilterFault fault)
        {
            (error, position) = (fault.Message, fault.Position);
            return false;
        }
    }

    /// <summary>Writes a filter so that <see cref="Parse"/> reads the same.</summary>
    /// <exception cref="GridException">Invalid: it is nested too deeply, or holds a number that is not finite.</exception>
    public static string Format(ItemFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return FilterWriter.Write(filter);
    }

    private static ItemFilter Read(string text) =>
        text.Length > LongestText
            ? throw new FilterFault(LongestText, string.Create(CultureInfo.InvariantCulture, $"the end: a filter has at most {LongestText} characters"))
            : new FilterParser(FilterScanner.Scan(text)).Read();
}
