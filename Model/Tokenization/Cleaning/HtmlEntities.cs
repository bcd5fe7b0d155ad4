using System.Collections.Frozen;
using System.Globalization;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>HTML's 2,231 named character references, and the names in capitals that text repair reads besides.</summary>
internal static class HtmlEntities
{
    /// <summary>Longest name with its semicolon, in characters.</summary>
    public const int MaxLength = 32;

    private static readonly FrozenDictionary<string, string> Html = Load(capitals: false);
    private static readonly FrozenDictionary<string, string> Capitals = Load(capitals: true);
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> HtmlBySpan = Html.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> CapitalsBySpan = Capitals.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many names HTML knows.</summary>
    public static int Count => Html.Count;

    /// <summary>Longest name that HTML reads without a semicolon, in characters.</summary>
    public static int MaxBareLength { get; } = Html.Keys.Where(name => !name.EndsWith(';')).Max(name => name.Length);

    /// <summary>The text of <paramref name="name"/> (with its semicolon, if it has one), or null.</summary>
    public static string? Find(ReadOnlySpan<char> name) => HtmlBySpan.TryGetValue(name, out string? text) ? text : null;

    /// <summary>The text of a name that only exists in capitals because captions were upper-cased (<c>EACUTE;</c>), or null.</summary>
    public static string? FindCapitals(ReadOnlySpan<char> name) => CapitalsBySpan.TryGetValue(name, out string? text) ? text : null;

    // Lines: "AElig;=C6", "acE;=223E 333", "~EACUTE;=C9".
    private static FrozenDictionary<string, string> Load(bool capitals) =>
        EmbeddedTable.Lines("html-entities.txt")
            .Where(line => line[0] == '~' == capitals)
            .Select(line => line.TrimStart('~').Split('='))
            .ToFrozenDictionary(
                parts => parts[0],
                parts => string.Concat(parts[1].Split(' ').Select(point => char.ConvertFromUtf32(int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))),
                StringComparer.Ordinal);
}
