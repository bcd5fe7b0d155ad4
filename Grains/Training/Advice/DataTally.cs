using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Training.Data;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Counts items while they are read.</summary>
internal sealed class DataTally
{
    private const int MostListed = 2000;
    private readonly Dictionary<string, long> _labels = new(StringComparer.Ordinal);
    private readonly List<ChosenItem> _items = [];
    private readonly List<int> _sides = [];
    private long _itemCount;
    private long _captionedCount;
    private long _captionCount;
    private string? _sided;

    /// <summary>Counts an item, unless it has neither caption nor label.</summary>
    public void Add(int row, ItemInfo item)
    {
        string[] captions = [.. item.Captions.Where(caption => !string.IsNullOrWhiteSpace(caption))];
        if (item.Label is null && captions.Length == 0)
            return;
        _itemCount++;
        _captionedCount += captions.Length > 0 ? 1 : 0;
        _captionCount += captions.Length;
        _sides.Add(Math.Max(item.Width, item.Height));
        if (_items.Count <= MostListed)
            _items.Add(new ChosenItem(row, item.Digest, item.ByteCount, captions.Length, item.Label));
        foreach (string caption in captions)
            _sided ??= SidedWords.Find(caption);
        if (item.Label is not { } label)
            return;
        _sided ??= SidedWords.FindInLabel(label);
        _labels[label] = _labels.GetValueOrDefault(label) + 1;
    }

    /// <summary>The facts.</summary>
    /// <param name="version">The version.</param>
    /// <param name="scale">How many times as many items there are as were counted; null where all were.</param>
    public DataFacts ToFacts(DatasetVersionInfo version, double? scale)
    {
        _sides.Sort();
        long Scaled(long count) => (long)(count * (scale ?? 1));
        return new DataFacts
        {
            Dataset = new DatasetRef(version.Dataset, version.Version),
            ItemCount = Scaled(_itemCount),
            // The version counts its labels itself; only what was deleted since is too much.
            LabelCounts = scale is not null && !version.LabelCounts.IsEmpty ? version.LabelCounts : _labels.ToImmutableSortedDictionary(pair => pair.Key, pair => Scaled(pair.Value), StringComparer.Ordinal),
            CaptionedCount = Scaled(_captionedCount),
            CaptionCount = Scaled(_captionCount),
            SidedWord = _sided,
            TypicalSide = _sides.Count == 0 ? 0 : _sides[_sides.Count / 2],
            Items = scale is null && _items.Count <= MostListed ? [.. _items] : [],
        };
    }
}
