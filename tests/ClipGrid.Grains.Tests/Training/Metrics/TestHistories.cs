using System.Collections.Immutable;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Metrics;

/// <summary>Points that are hard to sum up, and histories held against all of their points.</summary>
internal static class TestHistories
{
    /// <summary>A point like a run's, with spikes, NaN and infinities here and there.</summary>
    public static MetricPoint Point(long step)
    {
        double noise = Unit(step);
        return new MetricPoint
        {
            Step = step,
            SampleCount = step * 64,
            Loss = step % 1013 == 0 ? double.NaN : step % 4999 == 0 ? 1e6 : 5 / Math.Sqrt(step) + 0.1 * noise,
            LearningRate = 1e-3 * Math.Exp(-1e-6 * step),
            GradientNorm = step % 777 == 0 ? double.PositiveInfinity : noise * noise,
            LogitScale = 14.3 + step % 50,
            SamplesPerSecond = 100 * Unit(step + 1) - 50,
            At = DateTimeOffset.UnixEpoch.AddMilliseconds(150 * step),
            UpdateRatio = step / 128 % 3 == 1 ? double.NaN : 1e-3 * Unit(step + 2),
            DataWait = step % 100 == 0 ? Unit(step + 3) : 0,
            MemoryBytes = (1L << 33) + (long)(1e6 * noise),
            BatchAccuracy = Math.Round(64 * Unit(step + 4)) / 64,
        };
    }

    /// <summary>The value of a curve.</summary>
    public static double Value(MetricPoint point, MetricSeries series) => series switch
    {
        MetricSeries.Loss => point.Loss,
        MetricSeries.LearningRate => point.LearningRate,
        MetricSeries.GradientNorm => point.GradientNorm,
        MetricSeries.LogitScale => point.LogitScale,
        MetricSeries.SamplesPerSecond => point.SamplesPerSecond,
        MetricSeries.UpdateRatio => point.UpdateRatio,
        MetricSeries.DataWait => point.DataWait,
        MetricSeries.MemoryBytes => point.MemoryBytes,
        MetricSeries.BatchAccuracy => point.BatchAccuracy,
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, "A curve without a member."),
    };

    /// <summary>Holds a history against all points of the log, the first of which has step 1.</summary>
    public static void Check(IReadOnlyList<MetricPoint> all, HistoryRequest request, MetricHistory history)
    {
        long last = Math.Min(request.LastStep ?? long.MaxValue, all.Count);
        if (last < request.FirstStep)
        {
            Assert.Equal((0, 0), (history.Steps.Length, history.LastStep));
            return;
        }
        long count = last - request.FirstStep + 1;
        Assert.Equal((request.FirstStep, last), (history.Steps[0], history.LastStep));
        // Not fewer than needed: at most a block of 64 steps more than the narrowest bucket, and a part of one at the beginning.
        long widest = count <= request.BucketCount ? 1 : (count + 63 + request.BucketCount - 1) / request.BucketCount + 63;
        Assert.InRange(history.Steps.Length, (count + widest - 1) / widest, request.BucketCount);
        ImmutableArray<MetricSeries> series = request.Series.IsEmpty ? [.. Enum.GetValues<MetricSeries>()] : request.Series;
        Assert.Equal(series, history.Series.Select(one => one.Series));
        for (int bucket = 0; bucket < history.Steps.Length; bucket++)
        {
            long first = history.Steps[bucket], end = bucket + 1 < history.Steps.Length ? history.Steps[bucket + 1] - 1 : last;
            Assert.InRange(end, first, first + widest - 1);
            MetricPoint point = all[(int)first - 1];
            Assert.Equal((point.SampleCount, point.At), (history.SampleCounts[bucket], history.Times[bucket]));
            foreach (SeriesHistory one in history.Series)
                Check(one, bucket, [.. Enumerable.Range((int)first - 1, (int)(end - first + 1)).Select(index => Value(all[index], one.Series)).Where(double.IsFinite)]);
        }
    }

    private static void Check(SeriesHistory history, int bucket, double[] values)
    {
        (double least, double greatest, double mean) = values.Length == 0 ? (double.NaN, double.NaN, double.NaN) : (values.Min(), values.Max(), values.Average());
        Assert.Equal((least, greatest), (history.Minima[bucket], history.Maxima[bucket]));
        // Sums of another order differ in the last bits.
        Assert.Equal(mean, history.Means[bucket], 1e-12 * values.Sum(Math.Abs) / Math.Max(1, values.Length));
    }

    // As good as random and the same every time: 0 to 1.
    private static double Unit(long step)
    {
        ulong bits = (ulong)step * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        return ((bits ^ (bits >> 27)) >> 11) / (double)(1L << 53);
    }
}
