namespace ClipGrid.Model.Embedding;

/// <summary>
/// A thread of its own that computes batches of several lanes in turn: a lane that is due waits for at most one batch of each
/// other lane. Not a pool thread, because tensor scopes and the inference mode belong to a thread and a batch takes long.
/// </summary>
internal sealed class ComputeThread : IAsyncDisposable
{
    private readonly List<IBatchLane> _lanes = [];
    private readonly TimeProvider _clock;
    private readonly Action _onStop;
    private readonly ITimer _alarm;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> _disposal;
    private int _turn;
    private bool _stopping;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name in a debugger.</param>
    /// <param name="clock">Where the lanes' waiting times come from.</param>
    /// <param name="onStop">Runs on the thread as the last thing that it does.</param>
    public ComputeThread(string name, TimeProvider clock, Action onStop)
    {
        _clock = clock;
        _onStop = onStop;
        _disposal = new Lazy<Task>(StopAsync);
        _alarm = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Thread = new Thread(Run) { IsBackground = true, Name = name };
        // Unsafe: the thread must not keep the ambient values (a trace, a culture) of whoever loaded the model.
        Thread.UnsafeStart();
    }

    /// <summary>Guards the lanes' queues.</summary>
    public object Gate { get; } = new();

    /// <summary>The thread.</summary>
    public Thread Thread { get; }

    /// <summary>Adds a lane.</summary>
    public void Add(IBatchLane lane)
    {
        lock (Gate)
            _lanes.Add(lane);
    }

    /// <summary>Makes the thread look at its lanes.</summary>
    public void Wake()
    {
        lock (Gate)
            Monitor.Pulse(Gate);
    }

    /// <summary>Closes the lanes, lets a running batch finish, and waits until the thread has ended.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task StopAsync()
    {
        IBatchLane[] lanes;
        lock (Gate)
            lanes = [.. _lanes];
        await Task.WhenAll(lanes.Select(lane => lane.DisposeAsync().AsTask())).ConfigureAwait(false);
        lock (Gate)
        {
            _stopping = true;
            Monitor.Pulse(Gate);
        }
        try
        {
            await _stopped.Task.ConfigureAwait(false);
        }
        finally
        {
            // The thread has nothing left to do but to return.
            Thread.Join();
            await _alarm.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Run()
    {
        while (NextLane() is { } lane)
            lane.ComputeBatch();
        try
        {
            _onStop();
            _stopped.SetResult();
        }
        catch (Exception e)
        {
            _stopped.SetException(e);
        }
    }

    // The next lane that is due, in turn; waits for one. Null when the thread is to end.
    private IBatchLane? NextLane()
    {
        lock (Gate)
        {
            while (!_stopping)
            {
                long now = _clock.GetTimestamp();
                long earliest = long.MaxValue;
                for (int i = 0; i < _lanes.Count; i++)
                {
                    int index = (_turn + i) % _lanes.Count;
                    long due = _lanes[index].DueAt ?? long.MaxValue;
                    earliest = Math.Min(earliest, due);
                    if (due <= now)
                    {
                        _turn = index + 1;
                        return _lanes[index];
                    }
                }
                if (earliest < long.MaxValue)
                    _alarm.Change(UntilAlarm(now, earliest), Timeout.InfiniteTimeSpan);
                Monitor.Wait(Gate);
            }
            return null;
        }
    }

    // Timers count whole milliseconds and cut the rest off: rounded up, the alarm never comes just too early.
    private TimeSpan UntilAlarm(long now, long due) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(_clock.GetElapsedTime(now, due).TotalMilliseconds));
}
