using System.Collections.Frozen;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A clock that holds a session at the ends of steps, as <see cref="StepClock"/> at one: a run asks for the time once a step.</summary>
/// <param name="steps">Counted over all sessions, from 1.</param>
internal sealed class HoldingClock(params int[] steps) : TimeProvider
{
    private readonly FrozenDictionary<int, (TaskCompletionSource Reached, TaskCompletionSource GoOn)> _holds =
        steps.ToFrozenDictionary(step => step, _ => (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
    private long _skipped;
    private int _steps;

    /// <summary>Completes when a session is held there.</summary>
    public Task ReachedAsync(int step) => _holds[step].Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Lets it go on from there.</summary>
    public void GoOn(int step) => _holds[step].GoOn.TrySetResult();

    /// <summary>As if the process had been frozen for so long.</summary>
    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, (long)(time.TotalSeconds * TimestampFrequency));

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);

    public override DateTimeOffset GetUtcNow()
    {
        if (Thread.CurrentThread.Name?.StartsWith("ClipGrid session", StringComparison.Ordinal) == true && _holds.TryGetValue(++_steps, out (TaskCompletionSource Reached, TaskCompletionSource GoOn) hold))
        {
            hold.Reached.TrySetResult();
            hold.GoOn.Task.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();
        }
        return base.GetUtcNow();
    }
}
