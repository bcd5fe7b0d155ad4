using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// The repairs of single characters: misread Windows-1252 controls, Latin ligatures, full-width and half-width forms, curly
/// quotes and line breaks. Behaviour of ftfy's fixers of these names.
/// </summary>
internal static class CharacterRepair
{
    // What each half-width form from U+FF61 on stands for, in order: katakana, Hangul letters, signs. A form that Unicode
    // has not assigned stands for itself.
    private const string HalfWidth = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u3099\u309A"
        + "\u1160\u1100\u1101\u11AA\u1102\u11AC\u11AD\u1103\u1104\u1105\u11B0\u11B1\u11B2\u11B3\u11B4\u11B5"
        + "\u111A\u1106\u1107\u1108\u1121\u1109\u110A\u110B\u110C\u110D\u110E\u110F\u1110\u1111\u1112\uFFBF"
        + "\uFFC0\uFFC1\u1161\u1162\u1163\u1164\u1165\u1166\uFFC8\uFFC9\u1167\u1168\u1169\u116A\u116B\u116C"
        + "\uFFD0\uFFD1\u116D\u116E\u116F\u1170\u1171\u1172\uFFD8\uFFD9\u1173\u1174\u1175\uFFDD\uFFDE\uFFDF"
        + "\u00A2\u00A3\u00AC\uFFE3\u00A6\u00A5\u20A9\uFFE7\u2502\u2190\u2191\u2192\u2193\u25A0\u25CB";

    private static readonly FrozenDictionary<char, string> Repairs = Collect();
    private static readonly SearchValues<char> Repaired = SearchValues.Create([.. Repairs.Keys]);

    /// <summary>Whether <see cref="Apply"/> would change <paramref name="text"/>.</summary>
    public static bool Changes(ReadOnlySpan<char> text) => text.ContainsAny(Repaired);

    /// <summary><paramref name="text"/> with every such character replaced.</summary>
    public static string Apply(string text)
    {
        if (!Changes(text))
            return text;
        var repaired = new StringBuilder(text.Length + 8);
        ReadOnlySpan<char> rest = text;
        for (int next = rest.IndexOfAny(Repaired); next >= 0; next = rest.IndexOfAny(Repaired))
        {
            repaired.Append(rest[..next]).Append(Repairs[rest[next]]);
            int length = rest[next..] is ['\r', '\n', ..] ? 2 : 1;
            rest = rest[(next + length)..];
        }
        return repaired.Append(rest).ToString();
    }

    private static FrozenDictionary<char, string> Collect()
    {
        var repairs = new Dictionary<char, string>
        {
            // Ligatures. The apostrophe of U+0149 and the curly quotes end up straight.
            ['\u0132'] = "IJ", ['\u0133'] = "ij", ['\u0149'] = "'n",
            ['\u01C4'] = "D\u017D", ['\u01C5'] = "D\u017E", ['\u01C6'] = "d\u017E",
            ['\u01C7'] = "LJ", ['\u01C8'] = "Lj", ['\u01C9'] = "lj", ['\u01CA'] = "NJ", ['\u01CB'] = "Nj", ['\u01CC'] = "nj",
            ['\u01F1'] = "DZ", ['\u01F2'] = "Dz", ['\u01F3'] = "dz",
            ['\uFB00'] = "ff", ['\uFB01'] = "fi", ['\uFB02'] = "fl", ['\uFB03'] = "ffi", ['\uFB04'] = "ffl", ['\uFB05'] = "\u017Ft", ['\uFB06'] = "st",
            ['\u3000'] = " ", ['\uFF5F'] = "\u2985", ['\uFF60'] = "\u2986", ['\uFFE3'] = " \u0304",
            ['\r'] = "\n", ['\u2028'] = "\n", ['\u2029'] = "\n",
        };
        for (char wide = '\uFF01'; wide <= '\uFF5E'; wide++)
            repairs[wide] = ((char)(wide - 0xFEE0)).ToString();
        for (int i = 0; i < HalfWidth.Length; i++)
            if (HalfWidth[i] != '\uFF61' + i)
                repairs[(char)('\uFF61' + i)] = HalfWidth[i].ToString();
        foreach (char quote in "\u02BC\u2018\u2019\u201A\u201B")
            repairs[quote] = "'";
        foreach (char quote in "\u201C\u201D\u201E\u201F")
            repairs[quote] = "\"";
        for (char control = '\u0080'; control <= '\u009F'; control++)
        {
            char meant = Windows1252.Read(control);
            if (meant != control)
                repairs[control] = repairs.GetValueOrDefault(meant, meant.ToString());
        }
        return repairs.ToFrozenDictionary();
    }
}
