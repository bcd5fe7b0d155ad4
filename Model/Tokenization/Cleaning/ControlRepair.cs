using System.Buffers;
using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// Removes terminal escapes (<c>ESC [ 1;31 m</c>) and the control and format characters that no text needs. Behaviour of
/// ftfy's <c>remove_terminal_escapes</c> and <c>remove_control_chars</c>.
/// </summary>
internal static class ControlRepair
{
    private const char Escape = '\u001B';

    private static readonly SearchValues<char> Removed = SearchValues.Create(
        [.. Range(0x00, 0x08), '\u000B', .. Range(0x0E, 0x1F), '\u007F', .. Range(0x206A, 0x206F), '\uFEFF', .. Range(0xFFF9, 0xFFFC)]);

    /// <summary>Whether <see cref="Apply"/> would change <paramref name="text"/>.</summary>
    public static bool Changes(ReadOnlySpan<char> text) => text.ContainsAny(Removed);

    /// <summary><paramref name="text"/> without them.</summary>
    public static string Apply(string text)
    {
        if (!Changes(text))
            return text;
        var kept = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        for (int next = rest.IndexOfAny(Removed); next >= 0; next = rest.IndexOfAny(Removed))
        {
            kept.Append(rest[..next]);
            rest = rest[(next + Math.Max(1, EscapeLength(rest[next..])))..];
        }
        return kept.Append(rest).ToString();
    }

    /// <summary>Length of the escape sequence at the start of the text, else 0.</summary>
    private static int EscapeLength(ReadOnlySpan<char> text)
    {
        if (text is not [Escape, '[', ..])
            return 0;
        int end = 2;
        // Any digits, as Unicode has them: the reference's pattern is not limited to ASCII.
        while (end < text.Length && (text[end] == ';' || char.IsDigit(text[end])))
            end++;
        return end < text.Length && char.IsAsciiLetter(text[end]) ? end + 1 : 0;
    }

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(point => (char)point);
}
