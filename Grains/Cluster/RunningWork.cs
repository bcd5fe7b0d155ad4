namespace ClipGrid.Grains.Cluster;

/// <summary>A piece of work that runs.</summary>
internal sealed class RunningWork(CancellationTokenSource cancellation)
{
    private readonly Lock _lock = new();
    private bool _hasEnded;

    /// <summary>Asks it to end.</summary>
    public CancellationTokenSource Cancellation { get; } = cancellation;

    /// <summary>Completes when it has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancels it unless it has ended.</summary>
    public Task CancelAsync()
    {
        lock (_lock)
            return _hasEnded ? Task.CompletedTask : Cancellation.CancelAsync();
    }

    /// <summary>Says that it has ended.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            Cancellation.Dispose();
        }
        Ended.SetResult();
    }
}
