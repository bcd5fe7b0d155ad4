using System.Buffers;
using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// Makes a caption ready to be split: repair, HTML references read twice, white space collapsed, lower case. Thread-safe.
/// The order is that of the tokenizer published with CLIP (Radford et al. 2021).
/// </summary>
/// <param name="repairsText">Whether <see cref="TextRepair"/> comes first.</param>
internal sealed class CaptionCleaner(bool repairsText)
{
    // Text of these characters needs white space and case only: nearly every English caption.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '&'), '\t', '\n', '\f', '\r']);

    /// <summary>The cleaned caption. It lies in <paramref name="scratch"/> and is good until the next call with it.</summary>
    public ReadOnlySpan<char> Clean(string caption, CleaningScratch scratch)
    {
        string text = caption.AsSpan().ContainsAnyExcept(Plain) ? Repair(caption) : caption;
        ReadOnlySpan<char> stripped = Whitespace.Strip(text);
        Span<char> collapsed = scratch.First(stripped.Length);
        collapsed = collapsed[..Whitespace.Collapse(stripped, collapsed)];
        Span<char> lower = scratch.Second(collapsed.Length * LowerCase.MaxGrowth);
        return lower[..LowerCase.Write(collapsed, lower)];
    }

    private string Repair(string caption)
    {
        string text = ReplaceLoneSurrogates(caption);
        if (repairsText)
            text = TextRepair.Repair(text);
        return HtmlUnescaper.Unescape(HtmlUnescaper.Unescape(text));
    }

    private static string ReplaceLoneSurrogates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var valid = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            valid.Append(rune);
        return valid.ToString();
    }
}
