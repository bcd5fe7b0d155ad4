namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>A clock that runs so many times faster than the wall's: minutes pass in seconds.</summary>
internal sealed class FastClock(int factor) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();

    public override long GetTimestamp() => _start + (System.GetTimestamp() - _start) * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / factor : dueTime, period > TimeSpan.Zero ? period / factor : period);
}
