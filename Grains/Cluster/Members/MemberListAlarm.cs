namespace ClipGrid.Grains.Cluster.Members;

/// <summary>Whether the list of silos was lost of late. Safe for any number of callers.</summary>
/// <param name="time">Measures.</param>
public sealed class MemberListAlarm(TimeProvider time)
{
    // Long enough for whoever looks at the grid now and then.
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private long? _raised;

    /// <summary>True for a quarter of an hour after it was lost.</summary>
    public bool IsRaised
    {
        get
        {
            lock (_lock)
                return _raised is { } raised && time.GetElapsedTime(raised) < Duration;
        }
    }

    /// <summary>It was lost now.</summary>
    public void Raise()
    {
        lock (_lock)
            _raised = time.GetTimestamp();
    }
}
