using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

/// <summary>One turn after another, as on a page, on the thread of the test; where there is nothing left to do, the clock goes on.</summary>
internal sealed class Turns : SynchronizationContext, IDisposable
{
    private const int MostTurns = 20_000;
    private const int MostPauses = 400;
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(10);
    private readonly BlockingCollection<(SendOrPostCallback Do, object? With)> _waiting = [];
    private readonly SynchronizationContext? _before = Current;

    public Turns() => SetSynchronizationContext(this);

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddDays(1));

    public override void Post(SendOrPostCallback d, object? state) => _waiting.Add((d, state));

    /// <summary>Lets turns and time pass until something is so.</summary>
    public void Until(Func<bool> isSo, string what)
    {
        int pauseCount = 0;
        for (int i = 0; i < MostTurns && pauseCount < MostPauses; i++)
        {
            if (isSo())
                return;
            if (_waiting.TryTake(out (SendOrPostCallback Do, object? With) next, Calm))
                next.Do(next.With);
            else
            {
                pauseCount++;
                Time.Advance(TimeSpan.FromMilliseconds(100));
            }
        }
        Assert.Fail($"It never came to this: {what}.");
    }

    /// <summary>Lets turns pass for a length of the clock's time.</summary>
    public void Pass(TimeSpan time)
    {
        DateTimeOffset end = Time.GetUtcNow() + time;
        Until(() => Time.GetUtcNow() >= end, "the time passes");
    }

    public void Dispose()
    {
        SetSynchronizationContext(_before);
        _waiting.Dispose();
    }
}
