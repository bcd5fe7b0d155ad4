namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>Korean syllables come apart and together by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    public const int FirstVowel = 0x1161, VowelCount = 21;

    /// <summary>One before the first final consonant: final 0 is none.</summary>
    public const int FirstFinal = 0x11A7;

    public const int FinalCount = 28;

    private const int FirstSyllable = 0xAC00, FirstLead = 0x1100, LeadCount = 19;
    private const int SyllableCount = LeadCount * VowelCount * FinalCount;

    /// <summary>Appends the two or three letters of a syllable; false where <paramref name="point"/> is none.</summary>
    public static bool TryDecompose(int point, List<int> letters)
    {
        int index = point - FirstSyllable;
        if ((uint)index >= SyllableCount)
            return false;
        letters.Add(FirstLead + index / (VowelCount * FinalCount));
        letters.Add(FirstVowel + index % (VowelCount * FinalCount) / FinalCount);
        if (index % FinalCount != 0)
            letters.Add(FirstFinal + index % FinalCount);
        return true;
    }

    /// <summary>The syllable of lead and vowel, or of an open syllable and a final consonant; else 0.</summary>
    public static int Compose(int first, int second)
    {
        int lead = first - FirstLead, vowel = second - FirstVowel;
        if ((uint)lead < LeadCount && (uint)vowel < VowelCount)
            return FirstSyllable + (lead * VowelCount + vowel) * FinalCount;
        int open = first - FirstSyllable, final = second - FirstFinal;
        bool isClosed = (uint)open < SyllableCount && open % FinalCount == 0 && final is > 0 and < FinalCount;
        return isClosed ? first + final : 0;
    }
}
