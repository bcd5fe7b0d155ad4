namespace ClipGrid.Grains.Tests.Training;

/// <summary>A clock that can hold a session at the end of a step: a run asks for the time once a step.</summary>
internal sealed class StepClock : TimeProvider
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _steps;

    /// <summary>Counted over all sessions, from 1; 0 holds nothing.</summary>
    public int HoldAt { get; init; }

    /// <summary>Completes when a session is held.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets it go on.</summary>
    public void GoOn() => _goOn.TrySetResult();

    public override DateTimeOffset GetUtcNow()
    {
        if (Thread.CurrentThread.Name?.StartsWith("ClipGrid session", StringComparison.Ordinal) == true && ++_steps == HoldAt)
        {
            _reached.SetResult();
            _goOn.Task.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();
        }
        return base.GetUtcNow();
    }
}
