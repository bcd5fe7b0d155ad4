using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Advice;
using ClipGrid.Grains.Training.Events;
using ClipGrid.Grains.Training.Runs;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training;

/// <summary>A session: its record, its journal, and a run on the silo that it was given a device of.</summary>
[ServingPlacement]
internal sealed partial class SessionGrain(
    [PersistentState("session")] IPersistentState<SessionRecord> state,
    TrainingHost host,
    SiloFates silos,
    ISessionNeighbours neighbours,
    IBlobStore blobs,
    TimeProvider time,
    TrainingOptions options,
    SessionNeeds needs,
    QuotaOptions quotas,
    ILogger<SessionGrain> logger) : Grain, ISessionGrain, ISessionReportGrain, IDatasetUserGrain, IDisposable
{
    private SessionJournal _journal = null!;
    // The record as it is stored: whoever asks neither waits for a blob store that is away nor sees what it has not taken.
    private SessionRecord _kept = null!;
    private SessionProgress? _progress;
    private TaskCompletionSource _changed = NewSignal();
    private IGrainTimer? _timer;
    private Task _flushing = Task.CompletedTask;

    private SessionId Id => SessionId.Parse(this.GetPrimaryKeyString());

    private SessionRecord Record => state.State;

    private SessionInfo Info => SessionMoves.Describe(Id, Record, _progress, _journal.Count);

    // A silo that starts, or takes the grain over from one that ended, goes on where the session was.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (!SessionId.TryParse(this.GetPrimaryKeyString(), null, out SessionId id))
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(this.GetPrimaryKeyString())} is no session id: use 1 to 64 letters, digits, - and _.");
        _journal = new SessionJournal(id, blobs, time);
        _kept = Record;
        if (Record.Requested is null)
            return;
        _heard = time.GetTimestamp();
        _flushing = LearnAsync();
        WatchOver();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await FlushAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _journal?.Dispose();

    public async Task<SessionInfo> StartAsync(SessionSpecification specification, CancellationToken cancellationToken)
    {
        if (Record.Requested is { } known)
            return SessionMoves.AreEqual(known, specification)
                ? Info
                : throw new GridException(GridProblem.Conflict, $"Session {Id} exists with another specification: choose another id.");
        SessionSpecificationValidation.Check(specification);
        if (quotas.WaitingSessions > 0)
            quotas.RequirePlace(await neighbours.CountWaitingAsync(cancellationToken));
        SessionSpecification resolved = await neighbours.FixAsync(specification, cancellationToken);
        _neededBytes = await needs.EstimateAsync(resolved, cancellationToken);
        await neighbours.ListAsync(Id, cancellationToken);
        await SaveAsync(SessionMoves.Start(specification, resolved, time.GetUtcNow()));
        Note(SessionEventKind.Started, $"It was started: {resolved.StepCount} steps of {resolved.BatchSize} from {resolved.Dataset}.");
        WatchOver();
        await StepOnAsync(cancellationToken);
        return Info;
    }

    public Task<SessionInfo> GetAsync(CancellationToken cancellationToken)
    {
        RequireExisting(_kept);
        return Task.FromResult(SessionMoves.Describe(Id, _kept, _progress, _journal.Count));
    }

    // The activation watches over it; all that is left is that it be activated.
    public Task RecoverAsync(CancellationToken cancellationToken) => Record.Requested is null ? Task.CompletedTask : StepOnAsync(cancellationToken);

    public Task<bool> UsesAsync(DatasetName dataset) =>
        Task.FromResult(Record is { Requested: not null, State: not (SessionState.Completed or SessionState.Failed or SessionState.Cancelled) } && (Record.Requested.Dataset.Name == dataset || Record.Requested.Evaluation?.Dataset?.Name == dataset));

    private async Task SaveAsync(SessionRecord next)
    {
        await state.SaveAsync(next, this);
        _kept = next;
        Signal();
    }

    // What happened is stored beside the turns: a blob store that is away must hold up nobody who asks.
    private void Flush()
    {
        if (_flushing.IsCompleted && _journal.WaitingCount > 0)
            _flushing = FlushAsync();
    }

    private async Task FlushAsync()
    {
        try
        {
            await _journal.FlushAsync(CancellationToken.None);
        }
        catch (GridException error)
        {
            logger.LogWarning(error, "What happened to session {Session} could not be stored; it is tried again.", Id);
        }
    }

    // How many events there are is known once the last were read.
    private async Task LearnAsync()
    {
        try
        {
            await _journal.ReadAsync(long.MaxValue, 1, CancellationToken.None);
        }
        catch (GridException error)
        {
            logger.LogWarning(error, "What happened to session {Session} so far could not be read; it is read when it is asked for.", Id);
        }
    }

    // Stored soon, also where nothing runs: the timer stays until nothing waits.
    private void Note(SessionEventKind kind, string text)
    {
        _journal.Append(Info.Step, kind, text);
        Flush();
        WatchOver();
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void RequireExisting() => RequireExisting(Record);

    private void RequireExisting(SessionRecord record)
    {
        if (record.Requested is null)
            throw new GridException(GridProblem.NotFound, $"There is no session {Id}: list the sessions to see those that exist.");
    }
}
