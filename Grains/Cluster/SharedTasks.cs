namespace ClipGrid.Grains.Cluster;

/// <summary>
/// Work that is done once for each key, however many ask for it at the same time; its result is kept, a failure is not. Safe for any
/// number of callers.
/// </summary>
internal sealed class SharedTasks<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Task<TValue>> _tasks = [];

    /// <summary>The key's result; starts the work on the thread pool if nobody has, or if it failed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="work">Does it for all who ask meanwhile: none of them cancels it.</param>
    /// <param name="cancellationToken">Ends this caller's waiting.</param>
    public Task<TValue> GetAsync(TKey key, Func<Task<TValue>> work, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_tasks.TryGetValue(key, out Task<TValue>? task) || task.IsFaulted || task.IsCanceled)
                _tasks[key] = task = Task.Run(work, CancellationToken.None);
            return task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets a key's result: who asks next starts the work again.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
            _tasks.Remove(key);
    }
}
