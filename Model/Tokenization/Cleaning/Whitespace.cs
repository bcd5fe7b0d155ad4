using System.Buffers;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>The two meanings of white space in the reference's cleaning.</summary>
internal static class Whitespace
{
    private const string UnicodeSpaces = "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    // Python's str.strip() also takes the information separators; the \s of patterns does not.
    private static readonly SearchValues<char> Stripped = SearchValues.Create(UnicodeSpaces + "\u001C\u001D\u001E\u001F");
    private static readonly SearchValues<char> Spaces = SearchValues.Create(UnicodeSpaces);

    /// <summary>Whether a pattern's <c>\s</c> takes <paramref name="c"/>: Unicode's White_Space.</summary>
    public static bool IsSpace(char c) => c < 0x80 ? c is ' ' or (>= '\t' and <= '\r') : Spaces.Contains(c);

    /// <summary><paramref name="text"/> without white space at its ends.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        int start = text.IndexOfAnyExcept(Stripped);
        return start < 0 ? [] : text[start..(text.LastIndexOfAnyExcept(Stripped) + 1)];
    }

    /// <summary>Copies <paramref name="text"/> with each run of white space as one space; returns the length.</summary>
    public static int Collapse(ReadOnlySpan<char> text, Span<char> destination)
    {
        int length = 0;
        bool inSpace = false;
        foreach (char c in text)
        {
            bool isSpace = IsSpace(c);
            if (!isSpace)
                destination[length++] = c;
            else if (!inSpace)
                destination[length++] = ' ';
            inSpace = isSpace;
        }
        return length;
    }
}
