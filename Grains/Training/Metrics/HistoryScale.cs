namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// How a range of steps is cut into buckets of equal width, the last and perhaps the first of them shorter. A bucket of 64 steps and
/// more is made of whole blocks (<see cref="MetricBlocks"/>): its width is a multiple of 64, and all but the first begin with a block.
/// </summary>
/// <param name="Origin">Steps before the first bucket.</param>
/// <param name="Width">Steps of a bucket.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct HistoryScale(long Origin, long Width, int Count)
{
    /// <summary>Whether it can be answered from blocks.</summary>
    public bool IsOfBlocks => Width % MetricBlocks.Size == 0;

    /// <summary>The finest scale with at most so many buckets.</summary>
    public static HistoryScale For(long firstStep, long lastStep, int bucketCount)
    {
        long width = Quotient(lastStep - firstStep + 1, bucketCount), origin = firstStep - 1;
        if (width >= MetricBlocks.Size)
        {
            origin -= origin % MetricBlocks.Size;
            width = Quotient(Quotient(lastStep - origin, bucketCount), MetricBlocks.Size) * MetricBlocks.Size;
        }
        return new HistoryScale(origin, width, (int)Quotient(lastStep - origin, width));
    }

    /// <summary>The bucket of a step.</summary>
    public int BucketOf(long step) => (int)((step - 1 - Origin) / Width);

    /// <summary>The last step of a bucket.</summary>
    public long EndOf(int bucket) => Origin + (bucket + 1) * Width;

    private static long Quotient(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
