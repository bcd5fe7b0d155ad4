using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>A process's view of a store whose every call waits until the test decides what becomes of it.</summary>
internal sealed class TurnBlobStore(IBlobStore store) : WrappedBlobStore(store)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _arrived = NewSignal();
    private TaskCompletionSource<Verdict>? _waiting;
    private TaskCompletionSource? _served;
    private bool _isDead;

    /// <summary>Completes when a call waits.</summary>
    public Task Arrived
    {
        get
        {
            lock (_lock)
                return _arrived.Task;
        }
    }

    /// <summary>Decides the call that waits; returns when the store has done what was decided.</summary>
    public Task DecideAsync(Verdict verdict)
    {
        TaskCompletionSource<Verdict> call;
        TaskCompletionSource served = NewSignal();
        lock (_lock)
        {
            (call, _served) = (_waiting!, served);
            _arrived = NewSignal();
        }
        call.SetResult(verdict);
        return served.Task;
    }

    protected override async Task<T> AroundAsync<T>(string call, Func<Task<T>> actAsync)
    {
        if (_isDead)
            throw new KilledException();
        TaskCompletionSource<Verdict> mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting = mine;
            _arrived.SetResult();
        }
        Verdict verdict = await mine.Task;
        try
        {
            _isDead = verdict == Verdict.Kill;
            if (_isDead)
                throw new KilledException();
            if (verdict == Verdict.Refuse)
                throw new GridException(GridProblem.Unavailable, $"{call} was not answered.");
            T result = await actAsync();
            return verdict == Verdict.Do ? result : throw new GridException(GridProblem.Unavailable, $"The answer to {call} was lost.");
        }
        finally
        {
            _served!.SetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
