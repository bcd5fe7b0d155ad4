using System.Globalization;
using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// Unicode's full lower-casing without a language (The Unicode Standard, section 3.13): unlike .NET's it turns U+0130 into
/// two code points and knows the sigma at a word's end.
/// </summary>
internal static class LowerCase
{
    /// <summary>The result is at most this many times as long as the text.</summary>
    public const int MaxGrowth = 2;

    private const char DottedI = '\u0130', Sigma = '\u03A3', SmallSigma = '\u03C3', FinalSigma = '\u03C2';

    /// <summary>Writes <paramref name="text"/> in lower case; returns the length.</summary>
    public static int Write(ReadOnlySpan<char> text, Span<char> destination)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c < 0x80)
            {
                destination[length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            }
            else if (c == DottedI)
            {
                destination[length++] = 'i';
                destination[length++] = '\u0307';
            }
            else if (c == Sigma)
            {
                destination[length++] = EndsWord(text, i) ? FinalSigma : SmallSigma;
            }
            else if (Rune.TryCreate(c, i + 1 < text.Length ? text[i + 1] : '\0', out Rune pair))
            {
                length += Rune.ToLowerInvariant(pair).EncodeToUtf16(destination[length..]);
                i++;
            }
            else
            {
                destination[length++] = char.ToLowerInvariant(c);
            }
        }
        return length;
    }

    // The condition Final_Sigma: a cased letter before and none after, looking across what case ignores.
    private static bool EndsWord(ReadOnlySpan<char> text, int sigma)
    {
        bool follows = false;
        for (ReadOnlySpan<char> before = text[..sigma]; Rune.DecodeLastFromUtf16(before, out Rune rune, out int size) == 0; before = before[..^size])
        {
            if (IgnoresCase(rune))
                continue;
            follows = HasCase(rune);
            break;
        }
        if (!follows)
            return false;
        for (ReadOnlySpan<char> after = text[(sigma + 1)..]; Rune.DecodeFromUtf16(after, out Rune rune, out int size) == 0; after = after[size..])
            if (!IgnoresCase(rune))
                return !HasCase(rune);
        return true;
    }

    // Unicode's Case_Ignorable.
    private static bool IgnoresCase(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
            or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A;

    // Unicode's Cased, less what case ignores.
    private static bool HasCase(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || rune.Value is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
