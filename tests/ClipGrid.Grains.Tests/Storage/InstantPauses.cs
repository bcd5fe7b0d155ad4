namespace ClipGrid.Grains.Tests.Storage;

/// <summary>A clock whose short timers fire at once and whose long ones never do: pauses pass, deadlines do not.</summary>
internal sealed class InstantPauses(TimeSpan longestPause) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= longestPause)
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
