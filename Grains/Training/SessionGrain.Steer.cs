using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training.Checkpoints;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training;

/// <summary>Commands: what is wanted is written down first, then the run is told; a run that comes later finds it in its assignment.</summary>
internal sealed partial class SessionGrain
{
    public async Task<SessionInfo> PauseAsync(OperationId operation, CancellationToken cancellationToken)
    {
        DeviceSlot? before = Record.Host;
        if (await ObeyAsync(new SessionOperation(operation, SessionCommand.Pause)))
        {
            if (before is null)
                await LetGoAsync();
            await TellAsync(SessionCommand.Pause);
        }
        return Info;
    }

    public Task<SessionInfo> ResumeAsync(OperationId operation, CancellationToken cancellationToken) => ResumeAsync(operation, allowsInexact: false, cancellationToken);

    public Task<SessionInfo> ResumeInexactAsync(OperationId operation, CancellationToken cancellationToken) => ResumeAsync(operation, allowsInexact: true, cancellationToken);

    public async Task<SessionInfo> CancelAsync(OperationId operation, CancellationToken cancellationToken)
    {
        RequireExisting();
        (DeviceSlot? before, long attempt) = (Record.Host, Record.Attempt);
        if (await ObeyAsync(new SessionOperation(operation, SessionCommand.Cancel)))
        {
            Note(SessionEventKind.Ended, "It was cancelled.");
            if (before is not null)
                await TellAsync(HostOf(attempt), SessionCommand.Cancel, null);
            await LetGoAsync();
        }
        return Info;
    }

    public async Task<SessionInfo> StopAsync(OperationId operation, CancellationToken cancellationToken)
    {
        if (await ObeyAsync(new SessionOperation(operation, SessionCommand.Stop)))
        {
            Note(SessionEventKind.Log, "It was told to end its training here and to publish.");
            await TellAsync(SessionCommand.Stop);
        }
        return Info;
    }

    public async Task<SessionInfo> ChangeRateAsync(OperationId operation, double factor, CancellationToken cancellationToken)
    {
        if (await ObeyAsync(new SessionOperation(operation, SessionCommand.ChangeRate, factor)))
        {
            Note(SessionEventKind.RateChanged, FormattableString.Invariant($"The learning rate is {factor} times the specification's from here on."));
            await TellAsync(SessionCommand.ChangeRate, factor);
        }
        return Info;
    }

    public async Task<SessionInfo> EvaluateAsync(OperationId operation, CancellationToken cancellationToken)
    {
        if (await ObeyAsync(new SessionOperation(operation, SessionCommand.Evaluate)))
            await TellAsync(SessionCommand.Evaluate);
        return Info;
    }

    // Pinning is the same however often it is done: the checkpoint itself remembers it.
    public Task<CheckpointInfo> PinAsync(OperationId operation, long step, bool isPinned, CancellationToken cancellationToken)
    {
        RequireExisting();
        return CheckpointCatalog.PinAsync(new CheckpointRef(Id, step), isPinned, blobs, cancellationToken);
    }

    private async Task<SessionInfo> ResumeAsync(OperationId operation, bool allowsInexact, CancellationToken cancellationToken)
    {
        if (await ObeyAsync(new SessionOperation(operation, SessionCommand.Resume), record => record with { AllowsInexact = record.AllowsInexact || allowsInexact }))
        {
            Note(SessionEventKind.Resumed, allowsInexact ? "It was resumed, on another arithmetic if need be." : "It was resumed.");
            WatchOver();
            await StepOnAsync(cancellationToken);
        }
        return Info;
    }

    private async Task<bool> ObeyAsync(SessionOperation asked, Func<SessionRecord, SessionRecord>? also = null)
    {
        RequireExisting();
        if (SessionMoves.IsDone(Record, asked))
            return false;
        SessionRecord next = SessionMoves.Obey(Info, Record, asked, time.GetUtcNow());
        await SaveAsync(also?.Invoke(next) ?? next);
        return true;
    }

    private Task TellAsync(SessionCommand command, double? value = null) =>
        Record.Host is null ? Task.CompletedTask : TellAsync(HostOf(Record.Attempt), command, value);

    // A run that cannot be told now is told by its next assignment, or ends with its silo.
    private async Task TellAsync(Runs.ISessionHostGrain run, SessionCommand command, double? value)
    {
        try
        {
            await run.TellAsync(command, value, CancellationToken.None).WaitAsync(LongestCall, time);
        }
        catch (Exception error) when (IsAway(error))
        {
            logger.LogWarning(error, "The run of session {Session} could not be told to {Command}.", Id, command);
        }
    }

    private static bool IsAway(Exception error) => error is OrleansException or TimeoutException or GridException { Problem: GridProblem.Unavailable or GridProblem.WrongState };
}
