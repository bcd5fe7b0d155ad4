using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// Text repair's reading of HTML references, stricter than a browser's and wider at once: only with the semicolon, but
/// also in capitals (<c>&amp;EACUTE;</c>). Behaviour of ftfy's <c>unescape_html</c>.
/// </summary>
internal static class EntityRepair
{
    private const int MaxNameLength = 24;

    /// <summary><paramref name="text"/> with each complete reference replaced once.</summary>
    public static string Unescape(string text)
    {
        int next = text.IndexOf('&');
        if (next < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        int done = 0;
        while (next >= 0)
        {
            int length = ReferenceLength(text.AsSpan(next));
            if (length == 0)
            {
                next = text.IndexOf('&', next + 1);
                continue;
            }
            plain.Append(text, done, next - done).Append(Read(text.Substring(next, length)));
            done = next + length;
            next = text.IndexOf('&', done);
        }
        return plain.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Length of what looks like <c>&amp;name;</c> or <c>&amp;#number;</c> at the start of the text, else 0.</summary>
    private static int ReferenceLength(ReadOnlySpan<char> text)
    {
        int start = text is ['&', '#', ..] ? 2 : 1, end = start;
        while (end < text.Length && end - start < MaxNameLength && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        return end > start && end < text.Length && text[end] == ';' ? end + 1 : 0;
    }

    private static string Read(string reference)
    {
        if (reference[1] != '#')
            return HtmlEntities.Find(reference.AsSpan(1)) ?? HtmlEntities.FindCapitals(reference.AsSpan(1)) ?? reference;
        // "&#12ab;" is read in part by HTML; such a reference was never meant as one.
        string text = HtmlUnescaper.Unescape(reference);
        return text.Contains(';') ? reference : text;
    }
}
