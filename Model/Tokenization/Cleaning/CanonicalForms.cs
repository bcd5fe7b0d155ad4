using System.Collections;
using System.Globalization;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>Unicode's tables of canonical decomposition, composition and combining classes (UAX #15).</summary>
internal static class CanonicalForms
{
    private static readonly Dictionary<int, (int First, int Second)> Parts = [];
    private static readonly Dictionary<long, int> Composites = [];
    private static readonly Dictionary<int, byte> Classes = [];
    private static readonly BitArray Unsettled = new(0x110000);

    static CanonicalForms()
    {
        foreach (string line in EmbeddedTable.Lines("canonical-forms.txt"))
            Read(line);
        // The vowels and final consonants that Hangul syllables are composed with.
        for (int jamo = Hangul.FirstVowel; jamo < Hangul.FirstVowel + Hangul.VowelCount; jamo++)
            Unsettled[jamo] = true;
        for (int jamo = Hangul.FirstFinal + 1; jamo < Hangul.FirstFinal + Hangul.FinalCount; jamo++)
            Unsettled[jamo] = true;
    }

    /// <summary>Whether a text with this code point may differ from its composed form.</summary>
    public static bool IsUnsettled(int point) => Unsettled[point];

    /// <summary>The canonical combining class, 0 for a starter.</summary>
    public static byte Class(int point) => Classes.GetValueOrDefault(point);

    /// <summary>The one step of decomposition of <paramref name="point"/>; the second part is 0 where there is only one.</summary>
    public static bool TryDecompose(int point, out (int First, int Second) parts) => Parts.TryGetValue(point, out parts);

    /// <summary>The composite of two code points, or 0.</summary>
    public static int Compose(int first, int second) =>
        Hangul.Compose(first, second) is not 0 and int syllable ? syllable : Composites.GetValueOrDefault(Key(first, second));

    private static long Key(int first, int second) => ((long)first << 32) | (uint)second;

    // "=C0 41 300" composes both ways, ">958 915 93C" and ">212B C5" only come apart, ":230 300-314" is a class.
    private static void Read(string line)
    {
        string[] fields = line[1..].Split(' ');
        if (line[0] == ':')
        {
            string[] range = fields[1].Split('-');
            for (int point = Hex(range[0]); point <= Hex(range[1]); point++)
            {
                Classes[point] = byte.Parse(fields[0], CultureInfo.InvariantCulture);
                Unsettled[point] = true;
            }
            return;
        }
        int composite = Hex(fields[0]);
        (int First, int Second) parts = (Hex(fields[1]), fields.Length > 2 ? Hex(fields[2]) : 0);
        Parts[composite] = parts;
        if (line[0] == '>')
        {
            Unsettled[composite] = true;
            return;
        }
        Composites[Key(parts.First, parts.Second)] = composite;
        Unsettled[parts.Second] = true;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
