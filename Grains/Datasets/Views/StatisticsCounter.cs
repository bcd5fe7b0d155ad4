using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Counts items, and partitions' statistics, into statistics. For one caller at a time.</summary>
internal sealed class StatisticsCounter
{
    private readonly HistogramCounter _widths = new(HistogramScale.Pixels);
    private readonly HistogramCounter _heights = new(HistogramScale.Pixels);
    private readonly HistogramCounter _fileSizes = new(HistogramScale.Bytes);
    private readonly HistogramCounter _captionLengths = new(HistogramScale.Characters);
    private readonly HistogramCounter _captionsPerItem = new(HistogramScale.Captions);
    private readonly SortedDictionary<string, long> _mediaTypes = new(StringComparer.Ordinal);
    private TokenCounter? _tokens;
    private long _itemCount;
    private long _unlabelledCount;

    /// <summary>Counts an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="ruler">Measures its captions in tokens, or null; the same for all items.</param>
    public void Add(ItemInfo item, CaptionRuler? ruler)
    {
        _itemCount++;
        _unlabelledCount += item.Label is null ? 1 : 0;
        _widths.Add(item.Width);
        _heights.Add(item.Height);
        _fileSizes.Add(item.ByteCount);
        _captionsPerItem.Add(item.Captions.Length);
        Count(item.MediaType, 1);
        foreach (string caption in item.Captions)
        {
            _captionLengths.Add(caption.Length);
            if (ruler is not null)
                (_tokens ??= new TokenCounter(ruler.Model, ruler.ContextLength)).Add(ruler.Measure(caption));
        }
    }

    /// <summary>Counts what was counted elsewhere.</summary>
    public void Add(PartitionStatistics other)
    {
        _itemCount += other.ItemCount;
        _unlabelledCount += other.UnlabelledCount;
        _widths.Add(other.Widths);
        _heights.Add(other.Heights);
        _fileSizes.Add(other.FileSizes);
        _captionLengths.Add(other.CaptionLengths);
        _captionsPerItem.Add(other.CaptionsPerItem);
        foreach ((string mediaType, long count) in other.MediaTypes)
            Count(mediaType, count);
        if (other.Tokens is { } tokens)
            (_tokens ??= new TokenCounter(tokens.Model, tokens.ContextLength)).Add(tokens);
    }

    /// <summary>The statistics.</summary>
    public PartitionStatistics ToStatistics() => new()
    {
        ItemCount = _itemCount,
        UnlabelledCount = _unlabelledCount,
        Widths = _widths.ToHistogram(),
        Heights = _heights.ToHistogram(),
        FileSizes = _fileSizes.ToHistogram(),
        CaptionLengths = _captionLengths.ToHistogram(),
        CaptionsPerItem = _captionsPerItem.ToHistogram(),
        MediaTypes = _mediaTypes.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Tokens = _tokens?.ToTokens(),
    };

    private void Count(string mediaType, long count) => _mediaTypes[mediaType] = _mediaTypes.GetValueOrDefault(mediaType) + count;
}
