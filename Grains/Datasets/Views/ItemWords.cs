using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Words that must occur in an item, each anywhere in its key, label or captions. Capital and small letters count alike. Immutable.</summary>
internal sealed class ItemWords
{
    private readonly string[] _words;

    private ItemWords(string[] words) => _words = words;

    /// <summary>How many there are.</summary>
    public int Count => _words.Length;

    /// <summary>The words of a text: what is between its white space.</summary>
    public static ItemWords Of(string? text) => new((text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether an item has all of them.</summary>
    public bool AreIn(ItemInfo item)
    {
        foreach (string word in _words)
            if (!Has(item, word))
                return false;
        return true;
    }

    private static bool Has(ItemInfo item, string word)
    {
        if (item.Key.Contains(word, StringComparison.OrdinalIgnoreCase) || item.Label?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
            return true;
        foreach (string caption in item.Captions)
            if (caption.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
