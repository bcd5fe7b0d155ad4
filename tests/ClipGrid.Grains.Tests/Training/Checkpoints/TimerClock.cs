using Microsoft.Extensions.Time.Testing;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>A clock that is moved by hand, once somebody waits for it.</summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private SemaphoreSlim Timers { get; } = new(0);

    /// <summary>Moves on by a pause at a time for as long as somebody waits through all of it; returns early if the work ends.</summary>
    public async Task PassAsync(Task work, TimeSpan pause, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            Task timer = Timers.WaitAsync(cancellationToken);
            if (await Task.WhenAny(work, timer) == work)
                return;
            Advance(pause);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        Timers.Release();
        return timer;
    }
}
