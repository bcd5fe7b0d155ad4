using System.Globalization;
using System.Text;
using ClipGrid.Model.Tokenization.Cleaning;

namespace ClipGrid.Model.Tokenization;

/// <summary>
/// Cuts a cleaned caption into words by CLIP's pattern, at each place the first that fits: a spelled-out special token, an
/// English contraction ('s 't 're 've 'm 'll 'd), a run of letters, one number, a run of anything else but white space.
/// Works on code points, where a pattern on UTF-16 would cut letters beyond U+FFFF apart.
/// </summary>
/// <param name="text">Cleaned text, without lone surrogates.</param>
internal ref struct WordSplitter(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int position;

    /// <summary>The piece that <see cref="MoveNext"/> found.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>What it is.</summary>
    public WordKind Kind { get; private set; }

    /// <summary>Finds the next piece; false at the end of the text.</summary>
    public bool MoveNext()
    {
        while (position < text.Length)
        {
            CharacterKind first = KindAt(position, out int size);
            if (first is CharacterKind.Space or CharacterKind.Skipped)
            {
                position += size;
                continue;
            }
            int length = SpecialLength(text[position..]);
            if (length == 0)
                length = ContractionLength(text[position..]);
            if (length == 0)
                length = first == CharacterKind.Number ? size : RunLength(first, size);
            Current = text.Slice(position, length);
            Kind = Current is SpecialTokens.StartOfText ? WordKind.StartOfText
                : Current is SpecialTokens.EndOfText ? WordKind.EndOfText
                : WordKind.Word;
            position += length;
            return true;
        }
        return false;
    }

    private readonly int RunLength(CharacterKind kind, int length)
    {
        while (position + length < text.Length && KindAt(position + length, out int size) == kind)
            length += size;
        return length;
    }

    private readonly CharacterKind KindAt(int index, out int size)
    {
        size = 1;
        char c = text[index];
        if (c < 0x80)
            return char.IsAsciiLetter(c) ? CharacterKind.Letter
                : char.IsAsciiDigit(c) ? CharacterKind.Number
                : Whitespace.IsSpace(c) ? CharacterKind.Space
                : CharacterKind.Other;
        if (Whitespace.IsSpace(c))
            return CharacterKind.Space;
        Rune.DecodeFromUtf16(text[index..], out Rune rune, out size);
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => CharacterKind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterKind.Number,
            // Without regard to case this mark equals the letter iota, so that "no letter" excludes it, but it is no
            // letter either: the pattern finds it nowhere and the reference drops it.
            _ when rune.Value == 0x345 => CharacterKind.Skipped,
            _ => CharacterKind.Other,
        };
    }

    private static int SpecialLength(ReadOnlySpan<char> rest) =>
        rest[0] != '<' ? 0
        : StartsWith(rest, SpecialTokens.StartOfText) ? SpecialTokens.StartOfText.Length
        : StartsWith(rest, SpecialTokens.EndOfText) ? SpecialTokens.EndOfText.Length
        : 0;

    private static int ContractionLength(ReadOnlySpan<char> rest) => rest switch
    {
        ['\'', 's' or '\u017F' or 't' or 'm' or 'd', ..] => 2,
        ['\'', 'r' or 'v', 'e', ..] or ['\'', 'l', 'l', ..] => 3,
        _ => 0,
    };

    // The long s (U+017F) is an s without regard to case, but lower-casing leaves it.
    private static bool StartsWith(ReadOnlySpan<char> rest, string special)
    {
        if (rest.Length < special.Length)
            return false;
        for (int i = 0; i < special.Length; i++)
            if (rest[i] != special[i] && !(special[i] == 's' && rest[i] == '\u017F'))
                return false;
        return true;
    }

    private enum CharacterKind
    {
        Space,
        Skipped,
        Letter,
        Number,
        Other,
    }
}
