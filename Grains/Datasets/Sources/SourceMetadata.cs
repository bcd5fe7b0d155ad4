using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Metadata as sources find it. Names are ordered by their characters' numbers, the same on every machine.</summary>
internal static class SourceMetadata
{
    /// <summary>Most entries of an item.</summary>
    public const int MostEntries = 256;

    /// <summary>Longest name in UTF-16 characters.</summary>
    public const int LongestName = 128;

    private const int LongestText = 10_000;
    private const int MostDigits = 15;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>No metadata.</summary>
    public static ImmutableSortedDictionary<string, MetadataValue> None { get; } = ImmutableSortedDictionary.Create<string, MetadataValue>(StringComparer.Ordinal);

    /// <summary>
    /// What a cell of a table holds: true and false are flags; a decimal number as JSON writes it is a number, but an integer of more than
    /// 15 digits is a text, so that no id is ever rounded ("007" and "+1" are texts too); everything else is text. An empty cell holds nothing.
    /// </summary>
    public static MetadataValue? OfCell(string cell)
    {
        string text = cell.Trim();
        if (text.Length == 0)
            return null;
        if (bool.TryParse(text, out bool flag))
            return new MetadataValue(flag);
        return (IsJsonNumber(text) ? OfNumber(text) : null) ?? new MetadataValue(text);
    }

    /// <summary>A JSON number: a number, the text of an integer of more than 15 digits, or null if it is too large for a number.</summary>
    public static MetadataValue? OfNumber(string written)
    {
        double number = double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
            return null;
        string mantissa = written.Split('e', 'E')[0];
        return mantissa.Count(char.IsAsciiDigit) > MostDigits && !mantissa.Contains('.') ? new MetadataValue(written) : new MetadataValue(number);
    }

    /// <summary>What is wrong with an item's metadata, or null.</summary>
    public static SampleProblem? Check(IReadOnlyCollection<KeyValuePair<string, MetadataValue>> metadata)
    {
        if (metadata.Count > MostEntries)
            return new SampleProblem(RefusalReason.TooLarge, $"There are {metadata.Count} metadata entries: at most {MostEntries} are taken in.");
        foreach ((string name, MetadataValue value) in metadata)
        {
            if (name.Length is 0 or > LongestName)
                return new SampleProblem(RefusalReason.TooLarge, $"A metadata name has {name.Length} characters: 1 to {LongestName} are possible.");
            if (value.Text is { Length: > LongestText } text)
                return new SampleProblem(RefusalReason.TooLarge, $"The metadata {GridName.Shown(name)} has {text.Length} characters: at most {LongestText} are taken in.");
            if (SampleRules.HasControl(name, mayBreak: false) || value.Text is { } held && SampleRules.HasControl(held, mayBreak: true))
                return new SampleProblem(RefusalReason.Malformed, $"The metadata {GridName.Shown(name)} has a control character: take it out.");
        }
        return null;
    }

    // -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
    private static bool IsJsonNumber(ReadOnlySpan<char> text)
    {
        if (text[0] == '-')
            text = text[1..];
        int whole = CountDigits(text);
        if (whole == 0 || whole > 1 && text[0] == '0')
            return false;
        text = text[whole..];
        if (text.Length > 0 && text[0] == '.')
        {
            int fraction = CountDigits(text[1..]);
            if (fraction == 0)
                return false;
            text = text[(1 + fraction)..];
        }
        if (text.Length > 0 && text[0] is 'e' or 'E')
        {
            text = text[1..];
            if (text.Length > 0 && text[0] is '+' or '-')
                text = text[1..];
            int exponent = CountDigits(text);
            return exponent > 0 && exponent == text.Length;
        }
        return text.Length == 0;
    }

    private static int CountDigits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExcept(Digits) is var end && end < 0 ? text.Length : end;
}
