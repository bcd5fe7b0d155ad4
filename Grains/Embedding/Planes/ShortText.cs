namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>Texts that are shown beside a point.</summary>
internal static class ShortText
{
    private const int Longest = 80;

    /// <summary>A text, cut where it is long; not within a character of two halves.</summary>
    public static string? Of(string? text)
    {
        if (text is null || text.Length <= Longest)
            return text;
        int end = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
