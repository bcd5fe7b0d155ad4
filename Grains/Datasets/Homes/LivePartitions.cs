namespace ClipGrid.Grains.Datasets.Homes;

/// <summary>How many partitions this silo has in its memory. Safe for any number of threads.</summary>
internal sealed class LivePartitions
{
    private int _count;

    /// <summary>So many.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>One has come.</summary>
    public void Add() => Interlocked.Increment(ref _count);

    /// <summary>One has gone.</summary>
    public void Remove() => Interlocked.Decrement(ref _count);
}
