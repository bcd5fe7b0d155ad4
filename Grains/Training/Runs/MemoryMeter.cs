namespace ClipGrid.Grains.Training.Runs;

/// <summary>Bytes of memory that this process has in use, asked once a second. For one thread.</summary>
internal sealed class MemoryMeter(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long? _askedAt;
    private long _bytes;

    /// <summary>The bytes, at most a second old.</summary>
    public long Read()
    {
        if (_askedAt is not { } asked || time.GetElapsedTime(asked) >= Interval)
            (_askedAt, _bytes) = (time.GetTimestamp(), Environment.WorkingSet);
        return _bytes;
    }
}
