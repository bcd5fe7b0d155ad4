using Microsoft.Extensions.Time.Testing;

namespace ClipGrid.Grains.Tests.Search;

/// <summary>A clock that stands, and tells when a timer of its is given up.</summary>
internal sealed class WatchedClock : FakeTimeProvider
{
    internal SemaphoreSlim TimerEnded { get; } = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new WatchedTimer(base.CreateTimer(callback, state, dueTime, period), TimerEnded);

    private sealed class WatchedTimer(ITimer timer, SemaphoreSlim ended) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            ended.Release();
        }

        public async ValueTask DisposeAsync()
        {
            await timer.DisposeAsync();
            ended.Release();
        }
    }
}
