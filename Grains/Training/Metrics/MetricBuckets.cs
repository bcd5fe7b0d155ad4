using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>Gathers a history; what is added comes in the order of steps.</summary>
/// <param name="scale">The buckets.</param>
/// <param name="series">The curves.</param>
internal sealed class MetricBuckets(HistoryScale scale, ImmutableArray<MetricSeries> series)
{
    private readonly MetricStatistics[] _statistics = [.. Enumerable.Repeat(MetricStatistics.None, scale.Count * series.Length)];
    private readonly long[] _steps = new long[scale.Count];
    private readonly long[] _sampleCounts = new long[scale.Count];
    private readonly long[] _ticks = new long[scale.Count];
    private long _lastStep;

    /// <summary>Adds the points of a range of steps, all of which the columns have.</summary>
    public void Add(MetricColumns columns, long firstStep, long lastStep)
    {
        for (long step = firstStep; step <= lastStep;)
        {
            int bucket = scale.BucketOf(step), row = (int)(step - columns.FirstStep);
            long end = Math.Min(lastStep, scale.EndOf(bucket));
            Reach(bucket, step, columns.SampleCounts[row], columns.Ticks[row], end);
            for (int index = 0; index < series.Length; index++)
                At(bucket, index).Add(columns.Series(series[index]).AsSpan(row, (int)(end - step + 1)));
            step = end + 1;
        }
    }

    /// <summary>Adds whole blocks; only where the scale is of blocks.</summary>
    public void Add(MetricBlocks blocks, long firstBlock, long lastBlock)
    {
        for (long block = firstBlock; block <= lastBlock; block++)
        {
            int row = (int)(block - blocks.FirstBlock), bucket = scale.BucketOf(blocks.StartOf(block));
            Reach(bucket, blocks.StartOf(block), blocks.SampleCounts[row], blocks.Ticks[row], blocks.EndOf(block));
            for (int index = 0; index < series.Length; index++)
                At(bucket, index).Add(in blocks.Statistics[row * MetricColumns.SeriesCount + (int)series[index]]);
        }
    }

    /// <summary>The history; a bucket without a step is left out.</summary>
    public MetricHistory ToHistory()
    {
        int[] filled = [.. Enumerable.Range(0, scale.Count).Where(bucket => _steps[bucket] > 0)];
        return new MetricHistory
        {
            Steps = [.. filled.Select(bucket => _steps[bucket])],
            SampleCounts = [.. filled.Select(bucket => _sampleCounts[bucket])],
            Times = [.. filled.Select(bucket => new DateTimeOffset(_ticks[bucket], TimeSpan.Zero))],
            LastStep = _lastStep,
            Series =
            [
                .. series.Select((one, index) => new SeriesHistory
                {
                    Series = one,
                    Minima = [.. filled.Select(bucket => At(bucket, index).Minimum)],
                    Maxima = [.. filled.Select(bucket => At(bucket, index).Maximum)],
                    Means = [.. filled.Select(bucket => At(bucket, index).Mean)],
                }),
            ],
        };
    }

    private void Reach(int bucket, long step, long sampleCount, long ticks, long lastStep)
    {
        _lastStep = lastStep;
        if (_steps[bucket] == 0)
            (_steps[bucket], _sampleCounts[bucket], _ticks[bucket]) = (step, sampleCount, ticks);
    }

    private ref MetricStatistics At(int bucket, int index) => ref _statistics[index * scale.Count + bucket];
}
