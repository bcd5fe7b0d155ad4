namespace ClipGrid.Grains.Training.Runs;

/// <summary>What a run was told, for its training thread. Safe for any number of callers.</summary>
internal sealed class RunOrders : IDisposable
{
    private readonly CancellationTokenSource _pause = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly Lock _lock = new();
    private bool _hasEnded;
    private double _rateFactor;
    private volatile bool _isStopping;
    private int _evaluations;

    /// <summary>Orders that hold from the beginning.</summary>
    public RunOrders(SessionAssignment assignment) => (_rateFactor, _isStopping) = (assignment.RateFactor, assignment.IsStopping);

    /// <summary>Ends the step, writes a checkpoint and stops.</summary>
    public CancellationToken Pause => _pause.Token;

    /// <summary>Ends the step and stops.</summary>
    public CancellationToken Cancel => _cancel.Token;

    /// <summary>Ends the training as if all steps were done.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Factor on the specification's rate.</summary>
    public double RateFactor => Volatile.Read(ref _rateFactor);

    /// <summary>Whether an evaluation was asked for that was not taken yet.</summary>
    public bool WantsEvaluation => Volatile.Read(ref _evaluations) > 0;

    /// <summary>Takes the evaluations that were asked for: one answers all.</summary>
    public void TakeEvaluation() => Interlocked.Exchange(ref _evaluations, 0);

    /// <summary>Tells it a command.</summary>
    public void Tell(SessionCommand command, double? value)
    {
        switch (command)
        {
            case SessionCommand.Pause:
                Ask(_pause);
                break;
            case SessionCommand.Cancel:
                Ask(_cancel);
                break;
            case SessionCommand.Stop:
                _isStopping = true;
                break;
            case SessionCommand.ChangeRate:
                Volatile.Write(ref _rateFactor, value!.Value);
                break;
            case SessionCommand.Evaluate:
                Interlocked.Increment(ref _evaluations);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _hasEnded = true;
            _pause.Dispose();
            _cancel.Dispose();
        }
    }

    private void Ask(CancellationTokenSource what)
    {
        lock (_lock)
            if (_hasEnded)
                return;
        what.Cancel();
    }
}
