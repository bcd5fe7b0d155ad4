namespace ClipGrid.Grains.Training.Parts;

/// <summary>What a part was asked to compute last, for those who wait for it. Safe for any number of callers.</summary>
internal sealed class PartTurns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private ((long Turn, PartBuffer Result) Key, TaskCompletionSource<PartAnswer> Done)? _last;

    /// <summary>Begins a computation unless it is the last that was begun, and waits for it for a few seconds.</summary>
    /// <param name="key">The run's turn, and what comes of it.</param>
    /// <param name="begin">Begins it; what it is given is called with the result.</param>
    public async Task<PartAnswer> FollowAsync((long Turn, PartBuffer Result) key, Action<Action<PartAnswer>> begin)
    {
        Task<PartAnswer> done = Find(key, begin);
        try
        {
            return await done.WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return PartAnswer.NotYet;
        }
    }

    /// <summary>Lets nobody wait any more.</summary>
    public void End()
    {
        lock (_lock)
            _last?.Done.TrySetResult(PartAnswer.NotYet);
    }

    private Task<PartAnswer> Find((long, PartBuffer) key, Action<Action<PartAnswer>> begin)
    {
        lock (_lock)
        {
            if (_last is { } last && last.Key == key)
                return last.Done.Task;
            TaskCompletionSource<PartAnswer> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _last = (key, done);
            begin(answer => done.TrySetResult(answer));
            return done.Task;
        }
    }
}
