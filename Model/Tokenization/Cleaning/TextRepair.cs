using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// The text repair that published checkpoints were trained with (ftfy 6.3.1), except its detection of mojibake: HTML
/// references, ligatures, character widths, quotes, line breaks, terminal escapes, control characters and form C.
/// </summary>
internal static class TextRepair
{
    /// <summary>
    /// How often a line is gone over at most until nothing changes. Real text needs three; without a bound a caption like
    /// <c>&amp;amp;amp;amp;…</c> would cost time by the square of its length.
    /// </summary>
    public const int MaxPassCount = 32;

    /// <summary><paramref name="text"/> repaired, line by line; it must be free of lone surrogates.</summary>
    public static string Repair(string text)
    {
        if (!MayChange(text))
            return text;
        var repaired = new StringBuilder(text.Length);
        bool readsReferences = true;
        for (int start = 0; start < text.Length;)
        {
            int lineBreak = text.IndexOf('\n', start);
            int end = lineBreak < 0 ? text.Length : lineBreak + 1;
            string line = text[start..end];
            // A tag means that this is HTML, where references are meant as they stand: from here to the end of the text.
            readsReferences &= !line.Contains('<');
            repaired.Append(RepairLine(line, readsReferences));
            start = end;
        }
        return repaired.ToString();
    }

    private static bool MayChange(string text) =>
        text.Contains('&') || CharacterRepair.Changes(text) || ControlRepair.Changes(text) || CanonicalComposer.MayChange(text);

    private static string RepairLine(string line, bool readsReferences)
    {
        // One repair can make room for another: a full-width "&" completes a reference, a reference is a curly quote.
        for (int pass = 0; pass < MaxPassCount; pass++)
        {
            string before = line;
            if (readsReferences)
                line = EntityRepair.Unescape(line);
            line = CanonicalComposer.Compose(ControlRepair.Apply(CharacterRepair.Apply(line)));
            if (line == before)
                break;
        }
        return line;
    }
}
