using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>Points of neighbouring steps, curve by curve.</summary>
/// <param name="firstStep">The first step.</param>
/// <param name="count">How many.</param>
internal sealed class MetricColumns(long firstStep, int count)
{
    /// <summary>How many curves there are: as many as <see cref="MetricSeries"/> names.</summary>
    public const int SeriesCount = 9;

    private readonly double[][] _values = [.. Enumerable.Range(0, SeriesCount).Select(_ => new double[count])];

    /// <summary>The first step.</summary>
    public long FirstStep { get; } = firstStep;

    /// <summary>How many.</summary>
    public int Count { get; } = count;

    /// <summary>The last step; the one before the first if there is none.</summary>
    public long LastStep => FirstStep + Count - 1;

    /// <summary>Samples seen.</summary>
    public long[] SampleCounts { get; } = new long[count];

    /// <summary>When, in ticks of UTC.</summary>
    public long[] Ticks { get; } = new long[count];

    /// <summary>Bytes of memory, exact also where a float64 is not.</summary>
    public long[] MemoryBytes { get; } = new long[count];

    /// <summary>The columns of points.</summary>
    /// <exception cref="ArgumentException">A step is left out.</exception>
    public static MetricColumns Of(ReadOnlySpan<MetricPoint> points)
    {
        MetricColumns columns = new(points.IsEmpty ? 1 : points[0].Step, points.Length);
        for (int row = 0; row < points.Length; row++)
            columns.Set(row, points[row]);
        return columns;
    }

    /// <summary>A curve; may be written to while the columns are filled.</summary>
    public double[] Series(MetricSeries series) => _values[(int)series];

    /// <summary>Fills the curve of <see cref="MemoryBytes"/> from the column.</summary>
    public void ConvertMemory()
    {
        double[] curve = Series(MetricSeries.MemoryBytes);
        for (int row = 0; row < Count; row++)
            curve[row] = MemoryBytes[row];
    }

    /// <summary>The point of a row.</summary>
    public MetricPoint Point(int row) => new()
    {
        Step = FirstStep + row,
        SampleCount = SampleCounts[row],
        At = new DateTimeOffset(Ticks[row], TimeSpan.Zero),
        Loss = Series(MetricSeries.Loss)[row],
        LearningRate = Series(MetricSeries.LearningRate)[row],
        GradientNorm = Series(MetricSeries.GradientNorm)[row],
        LogitScale = Series(MetricSeries.LogitScale)[row],
        SamplesPerSecond = Series(MetricSeries.SamplesPerSecond)[row],
        UpdateRatio = Series(MetricSeries.UpdateRatio)[row],
        DataWait = Series(MetricSeries.DataWait)[row],
        MemoryBytes = MemoryBytes[row],
        BatchAccuracy = Series(MetricSeries.BatchAccuracy)[row],
    };

    private void Set(int row, MetricPoint point)
    {
        if (point.Step != FirstStep + row)
            throw new ArgumentException($"Step {point.Step} cannot stand where step {FirstStep + row} belongs.", nameof(point));
        SampleCounts[row] = point.SampleCount;
        Ticks[row] = point.At.UtcTicks;
        MemoryBytes[row] = point.MemoryBytes;
        Series(MetricSeries.Loss)[row] = point.Loss;
        Series(MetricSeries.LearningRate)[row] = point.LearningRate;
        Series(MetricSeries.GradientNorm)[row] = point.GradientNorm;
        Series(MetricSeries.LogitScale)[row] = point.LogitScale;
        Series(MetricSeries.SamplesPerSecond)[row] = point.SamplesPerSecond;
        Series(MetricSeries.UpdateRatio)[row] = point.UpdateRatio;
        Series(MetricSeries.DataWait)[row] = point.DataWait;
        Series(MetricSeries.MemoryBytes)[row] = point.MemoryBytes;
        Series(MetricSeries.BatchAccuracy)[row] = point.BatchAccuracy;
    }
}
