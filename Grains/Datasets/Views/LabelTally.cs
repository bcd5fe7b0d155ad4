using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>The most frequent of labels that come in ordinal order, a label of several partitions several times in a row. For one caller.</summary>
internal sealed class LabelTally
{
    private const int MostCharacters = 64 << 10;

    private readonly PriorityQueue<LabelCount, LabelCount> _best = new(Comparer<LabelCount>.Create((a, b) => -Order(a, b)));
    private LabelCount? _current;

    /// <summary>Different labels.</summary>
    public long LabelCount { get; private set; }

    /// <summary>Takes the next one.</summary>
    public void Add(LabelCount next)
    {
        if (_current?.Label == next.Label)
        {
            _current = _current with { Count = _current.Count + next.Count };
            return;
        }
        Close();
        _current = next;
        LabelCount++;
    }

    /// <summary>Says that all have come.</summary>
    public void End()
    {
        Close();
        _current = null;
    }

    /// <summary>The most frequent ones, once all have come; fewer where they are long.</summary>
    public ImmutableArray<LabelCount> ToBest()
    {
        int characters = 0;
        return [.. _best.UnorderedItems.Select(entry => entry.Element).Order(Comparer<LabelCount>.Create(Order)).TakeWhile(label => (characters += label.Label.Length) <= MostCharacters)];
    }

    // The better one first.
    private static int Order(LabelCount a, LabelCount b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Label, b.Label);

    private void Close()
    {
        if (_current is not null)
            _best.Enqueue(_current, _current);
        if (_best.Count > DatasetStatistics.MostLabels)
            _best.Dequeue();
    }
}
