using System.Runtime.InteropServices;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>What is kept of some values of a curve; those that are no finite numbers are left out. Four float64, stored as they are.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MetricStatistics
{
    private double _least;
    private double _greatest;
    private double _sum;
    private double _count;

    /// <summary>That of no value.</summary>
    public static MetricStatistics None => new() { _least = double.PositiveInfinity, _greatest = double.NegativeInfinity };

    /// <summary>The least value, or NaN.</summary>
    public readonly double Minimum => _count == 0 ? double.NaN : _least;

    /// <summary>The greatest value, or NaN.</summary>
    public readonly double Maximum => _count == 0 ? double.NaN : _greatest;

    /// <summary>The mean, or NaN. Sums are of float64; it lies between the extremes whatever they round to.</summary>
    public readonly double Mean => _count == 0 ? double.NaN : Math.Clamp(_sum / _count, _least, _greatest);

    /// <summary>Adds values.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        (double least, double greatest, double sum, int count) = (_least, _greatest, _sum, 0);
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                continue;
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
            sum += value;
            count++;
        }
        (_least, _greatest, _sum, _count) = (least, greatest, sum, _count + count);
    }

    /// <summary>Adds the values of another.</summary>
    public void Add(in MetricStatistics other)
    {
        _least = other._least < _least ? other._least : _least;
        _greatest = other._greatest > _greatest ? other._greatest : _greatest;
        _sum += other._sum;
        _count += other._count;
    }
}
