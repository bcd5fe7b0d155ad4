using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>The most frequent of digests that come in ordinal order and more than once. For one caller.</summary>
internal sealed class TwinTally
{
    private readonly PriorityQueue<DigestTwins, DigestTwins> _best = new(Comparer<DigestTwins>.Create((a, b) => -Order(a, b)));
    private string? _current;
    private int _count;

    /// <summary>Pictures that another one equals.</summary>
    public long TwinCount { get; private set; }

    /// <summary>Different ones among them.</summary>
    public long GroupCount { get; private set; }

    /// <summary>Takes the next one.</summary>
    public void Add(string digest)
    {
        if (digest == _current)
        {
            _count++;
            return;
        }
        Close();
        (_current, _count) = (digest, 1);
    }

    /// <summary>Says that all have come; the counts hold from then on.</summary>
    public void End()
    {
        Close();
        _count = 0;
    }

    /// <summary>The most frequent ones, without keys, once all have come.</summary>
    public ImmutableArray<DigestTwins> ToBest() =>
        [.. _best.UnorderedItems.Select(entry => entry.Element).Order(Comparer<DigestTwins>.Create(Order))];

    // The better one first.
    private static int Order(DigestTwins a, DigestTwins b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Digest, b.Digest);

    private void Close()
    {
        if (_count < 2)
            return;
        TwinCount += _count;
        GroupCount++;
        DigestTwins twins = new(_current!, _count, []);
        _best.Enqueue(twins, twins);
        if (_best.Count > DatasetStatistics.MostTwins)
            _best.Dequeue();
    }
}
