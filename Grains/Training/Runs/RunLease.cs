namespace ClipGrid.Grains.Training.Runs;

/// <summary>
/// A run's right to go on: it ends by itself where nobody renews it, by a clock that nobody can set. A process that was frozen and wakes up
/// finds it ended. Safe for any number of callers.
/// </summary>
internal sealed class RunLease(TimeProvider time, TimeSpan length)
{
    private long _renewedAt = time.GetTimestamp();
    private volatile bool _isRevoked;

    /// <summary>Whether the run may go on.</summary>
    public bool IsValid => !_isRevoked && time.GetElapsedTime(Volatile.Read(ref _renewedAt)) <= length;

    /// <summary>Prolongs it.</summary>
    /// <param name="askedAt">When that was asked for, not when it was answered: the other side counts from later.</param>
    public void Renew(long askedAt) => Volatile.Write(ref _renewedAt, askedAt);

    /// <summary>Ends it for good.</summary>
    public void Revoke() => _isRevoked = true;
}
