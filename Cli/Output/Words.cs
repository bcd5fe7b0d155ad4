using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ClipGrid.Cli.Output;

/// <summary>Texts of others on a terminal: shown, never obeyed.</summary>
internal static class Words
{
    private const string Replacement = "\uFFFD";

    /// <summary>A text on one line: controls (colours, cursor moves) and overrides of the writing's direction are replaced.</summary>
    public static string Line(string? text)
    {
        StringBuilder clean = new();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
            clean.Append(rune.Value is '\n' or '\r' or '\t' ? " " : IsObeyed(rune) ? Replacement : rune.ToString());
        return clean.ToString();
    }

    /// <summary>A cell of a table.</summary>
    public static Text Cell(string? text, int longest = 200)
    {
        string line = Line(text);
        return new Text(line.Length > longest ? string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[longest - 2]) ? longest - 2 : longest - 1), "…") : line);
    }

    /// <summary>A number of bytes.</summary>
    public static string Bytes(long count) => count switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{count} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{count / 1024.0:0.0} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{count / 1048576.0:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1073741824.0:0.00} GiB"),
    };

    /// <summary>A number with thousands apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A moment, in UTC.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment of about now, in UTC.</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static bool IsObeyed(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;
}
