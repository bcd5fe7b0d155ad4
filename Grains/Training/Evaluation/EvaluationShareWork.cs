using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>A share that this silo computes: how far it is, and whether anybody still wants it. Safe for any number of callers.</summary>
internal sealed class EvaluationShareWork(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _unwanted = new(Patience, time);
    private readonly TaskCompletionSource<EvaluationShareStatus> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDisposed;
    private int _doneCount;

    /// <summary>Cancelled when nobody has asked for it for a minute.</summary>
    public CancellationToken Unwanted => _unwanted.Token;

    /// <summary>How far it is: when it has ended, or in a few seconds.</summary>
    public async Task<EvaluationShareStatus> FollowAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            if (!_isDisposed)
                _unwanted.CancelAfter(Patience);
        Task waiting = _ended.Task.WaitAsync(LongestAnswer, time, cancellationToken);
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return _ended.Task.IsCompletedSuccessfully
            ? await _ended.Task.ConfigureAwait(false)
            : new EvaluationShareStatus { State = JobState.Running, DoneCount = Volatile.Read(ref _doneCount) };
    }

    /// <summary>So many pictures more are embedded.</summary>
    public void Advance(int count) => Interlocked.Add(ref _doneCount, count);

    /// <summary>Its vectors are stored.</summary>
    /// <param name="sha256">Digest of their blob.</param>
    public void Complete(string sha256) => _ended.TrySetResult(new EvaluationShareStatus { State = JobState.Completed, DoneCount = _doneCount, Sha256 = sha256 });

    /// <summary>It cannot be computed here.</summary>
    public void Fail(GridException error) => _ended.TrySetResult(new EvaluationShareStatus { State = JobState.Failed, DoneCount = _doneCount, Problem = error.Problem, Message = error.Message });

    /// <summary>Ends it.</summary>
    public void Cancel()
    {
        lock (_lock)
            if (_isDisposed)
                return;
        _unwanted.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        _unwanted.Dispose();
    }
}
