using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Counts numbers into the ranges of a scale. For one caller at a time.</summary>
/// <param name="scale">Lower bounds, ascending; no number is below the first.</param>
internal sealed class HistogramCounter(ImmutableArray<long> scale)
{
    private readonly long[] _counts = new long[scale.Length];
    private long _min = long.MaxValue;
    private long _max = long.MinValue;
    private long _sum;

    /// <summary>Counts a number.</summary>
    public void Add(long value)
    {
        int place = scale.BinarySearch(value);
        _counts[place < 0 ? ~place - 1 : place]++;
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        _sum += value;
    }

    /// <summary>Counts what another counter of the same scale has counted.</summary>
    public void Add(Histogram other)
    {
        if (other.Counts.IsEmpty)
            return;
        for (int i = 0; i < other.Counts.Length; i++)
            _counts[scale.BinarySearch(other.Bounds[i])] += other.Counts[i];
        _min = Math.Min(_min, other.Min);
        _max = Math.Max(_max, other.Max);
        _sum += other.Sum;
    }

    /// <summary>The histogram, without what is empty at both ends.</summary>
    public Histogram ToHistogram()
    {
        int first = Array.FindIndex(_counts, count => count > 0), last = Array.FindLastIndex(_counts, count => count > 0);
        if (first < 0)
            return new Histogram { Bounds = [], Counts = [], Min = 0, Max = 0, Sum = 0 };
        long end = last + 1 < scale.Length ? scale[last + 1] : _max + 1;
        return new Histogram { Bounds = [.. scale[first..(last + 1)], end], Counts = [.. _counts[first..(last + 1)]], Min = _min, Max = _max, Sum = _sum };
    }
}
