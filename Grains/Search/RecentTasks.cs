namespace ClipGrid.Grains.Search;

/// <summary>
/// Results of work by key: it is done once for all who ask, the last ones used stay, and a failure does not. Safe for any number of callers.
/// </summary>
/// <param name="mostKept">How many results stay.</param>
internal sealed class RecentTasks<T>(int mostKept = 32)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Key, Task<T> Task)> _recent = [];

    /// <summary>The key's result.</summary>
    /// <param name="key">The key.</param>
    /// <param name="work">Does it, on the thread pool, for all who ask: none of them cancels it.</param>
    /// <param name="cancellationToken">Ends this caller's waiting; the others' goes on.</param>
    public Task<T> GetAsync(string key, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            LinkedListNode<(string Key, Task<T> Task)>? node = _recent.First;
            while (node is not null && node.Value.Key != key)
                node = node.Next;
            if (node is not null)
                _recent.Remove(node);
            if (node is null || node.Value.Task.IsFaulted)
                node = new((key, Task.Run(work, CancellationToken.None)));
            _recent.AddFirst(node);
            if (_recent.Count > mostKept)
                _recent.RemoveLast();
            return node.Value.Task.WaitAsync(cancellationToken);
        }
    }
}
