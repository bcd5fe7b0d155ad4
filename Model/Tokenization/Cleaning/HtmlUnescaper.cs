using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// Replaces HTML character references by their text, by the rules of HTML5 for text (WHATWG HTML, 13.2.5.72 to .80):
/// known names also without their semicolon, the longest name that fits, numbers of Windows-1252 and forbidden numbers.
/// </summary>
internal static class HtmlUnescaper
{
    private const int LargestCodePoint = 0x10FFFF;

    /// <summary><paramref name="text"/> with each reference replaced once: <c>&amp;amp;lt;</c> becomes <c>&amp;lt;</c>.</summary>
    public static string Unescape(string text)
    {
        int next = text.IndexOf('&');
        if (next < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        int done = 0;
        while (next >= 0)
        {
            plain.Append(text, done, next - done);
            ReadOnlySpan<char> rest = text.AsSpan(next + 1);
            int length = rest is ['#', ..] ? Number(rest, plain) : Name(rest, plain);
            if (length == 0)
                plain.Append('&');
            done = next + 1 + length;
            next = text.IndexOf('&', done);
        }
        return plain.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Appends the text of the number at the start of <paramref name="rest"/>; returns how much of it was read.</summary>
    private static int Number(ReadOnlySpan<char> rest, StringBuilder plain)
    {
        bool isHexadecimal = rest is ['#', 'x' or 'X', ..];
        int radix = isHexadecimal ? 16 : 10;
        int start = isHexadecimal ? 2 : 1, end = start;
        int value = 0;
        for (; end < rest.Length && Digit(rest[end], radix) is >= 0 and int digit; end++)
            value = Math.Min(value * radix + digit, LargestCodePoint + 1);
        if (end == start)
            return 0;
        AppendCodePoint(value, plain);
        return end < rest.Length && rest[end] == ';' ? end + 1 : end;
    }

    private static int Name(ReadOnlySpan<char> rest, StringBuilder plain)
    {
        int run = 0;
        while (run < rest.Length && run < HtmlEntities.MaxLength && char.IsAsciiLetterOrDigit(rest[run]))
            run++;
        if (run < rest.Length && rest[run] == ';' && HtmlEntities.Find(rest[..(run + 1)]) is { } whole)
        {
            plain.Append(whole);
            return run + 1;
        }
        for (int length = Math.Min(run, HtmlEntities.MaxBareLength); length > 1; length--)
        {
            if (HtmlEntities.Find(rest[..length]) is { } text)
            {
                plain.Append(text);
                return length;
            }
        }
        return 0;
    }

    private static int Digit(char c, int radix) => c switch
    {
        >= '0' and <= '9' => c - '0',
        _ when radix == 16 && char.IsAsciiHexDigit(c) => (c | 0x20) - 'a' + 10,
        _ => -1,
    };

    private static void AppendCodePoint(int value, StringBuilder plain)
    {
        if (value is >= 0x80 and <= 0x9F)
            plain.Append(Windows1252.Read((char)value));
        else if (value is 0 or (>= 0xD800 and <= 0xDFFF) or > LargestCodePoint)
            plain.Append('\uFFFD');
        else if (!IsForbidden(value))
            plain.Append(char.ConvertFromUtf32(value));
    }

    // Controls but for tab, line feed, form feed and carriage return, and Unicode's noncharacters stand for nothing.
    private static bool IsForbidden(int value) =>
        value is < 0x09 or 0x0B or (> 0x0D and < 0x20) or 0x7F or (>= 0xFDD0 and <= 0xFDEF) || (value & 0xFFFE) == 0xFFFE;
}
