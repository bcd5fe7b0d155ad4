namespace ClipGrid.Grains.Training.Runs;

/// <summary>A thread of its own for tensors: their scopes belong to a thread, and a step would starve the pool.</summary>
internal static class TrainingThread
{
    /// <summary>Does the work on a new thread; the task completes with its result or its failure.</summary>
    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            try
            {
                done.SetResult(work());
            }
#pragma warning disable CA1031 // The failure crosses to whoever awaits the task.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                done.SetException(failure);
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return done.Task;
    }
}
