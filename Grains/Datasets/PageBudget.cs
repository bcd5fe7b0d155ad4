using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets;

/// <summary>How many more items a page may have: those with long texts make a shorter one, so that a message stays small.</summary>
internal sealed class PageBudget
{
    private const int MostCharacters = 200 << 10;

    private int _characters;

    /// <summary>Takes an item in; the first one always.</summary>
    public bool TryTake(ItemInfo item)
    {
        bool isFirst = _characters == 0;
        _characters += item.Key.Length + (item.Label?.Length ?? 0) + item.Captions.Sum(caption => caption.Length) + item.Metadata.Sum(entry => entry.Key.Length + (entry.Value.Text?.Length ?? 8));
        return isFirst || _characters <= MostCharacters;
    }
}
