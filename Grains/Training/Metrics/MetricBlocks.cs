using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// A chunk in short: its steps in blocks of <see cref="Size"/>, steps 1 to 64 first, whatever step the chunk begins with (its first and
/// last block may be parts of one). 304 bytes a block: 4.8 MB for 1,000,000 steps.
/// </summary>
/// <param name="firstStep">The chunk's first step.</param>
/// <param name="lastStep">The chunk's last step; the one before the first if it is empty.</param>
internal sealed class MetricBlocks(long firstStep, long lastStep)
{
    /// <summary>Steps of a block.</summary>
    public const int Size = 64;

    /// <summary>The chunk's first step.</summary>
    public long FirstStep { get; } = firstStep;

    /// <summary>The chunk's last step.</summary>
    public long LastStep { get; } = lastStep;

    /// <summary>The number of the first block.</summary>
    public long FirstBlock { get; } = BlockOf(firstStep);

    /// <summary>Samples at each block's first step.</summary>
    public long[] SampleCounts { get; } = new long[CountOf(firstStep, lastStep)];

    /// <summary>When each block's first step ended, in ticks of UTC.</summary>
    public long[] Ticks { get; } = new long[CountOf(firstStep, lastStep)];

    /// <summary>Block by block, all curves in the order of their enumeration.</summary>
    public MetricStatistics[] Statistics { get; } = new MetricStatistics[CountOf(firstStep, lastStep) * MetricColumns.SeriesCount];

    /// <summary>The block of a step, from 0.</summary>
    public static long BlockOf(long step) => (step - 1) / Size;

    /// <summary>Blocks of a range of steps.</summary>
    public static long CountOf(long firstStep, long lastStep) => lastStep < firstStep ? 0 : BlockOf(lastStep) - BlockOf(firstStep) + 1;

    /// <summary>The blocks of points.</summary>
    public static MetricBlocks Of(MetricColumns columns)
    {
        MetricBlocks blocks = new(columns.FirstStep, columns.LastStep);
        for (int index = 0; index < blocks.Ticks.Length; index++)
        {
            long block = blocks.FirstBlock + index;
            int from = (int)(blocks.StartOf(block) - columns.FirstStep), count = (int)(blocks.EndOf(block) - columns.FirstStep) - from + 1;
            (blocks.SampleCounts[index], blocks.Ticks[index]) = (columns.SampleCounts[from], columns.Ticks[from]);
            for (int series = 0; series < MetricColumns.SeriesCount; series++)
            {
                ref MetricStatistics statistics = ref blocks.Statistics[index * MetricColumns.SeriesCount + series];
                statistics = MetricStatistics.None;
                statistics.Add(columns.Series((MetricSeries)series).AsSpan(from, count));
            }
        }
        return blocks;
    }

    /// <summary>The first step that the chunk has of a block.</summary>
    public long StartOf(long block) => Math.Max(FirstStep, block * Size + 1);

    /// <summary>The last step that the chunk has of a block.</summary>
    public long EndOf(long block) => Math.Min(LastStep, block * Size + Size);
}
