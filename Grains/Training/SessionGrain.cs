using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training;

/// <summary>A session: its record, and the run on this silo while there is one.</summary>
internal sealed partial class SessionGrain(
    [PersistentState("session")] IPersistentState<SessionRecord> state,
    TrainingHost host,
    ISessionNeighbours neighbours,
    IBlobStore blobs,
    TimeProvider time) : Grain, ISessionGrain, ISessionReportGrain, IDatasetUserGrain
{
    private SessionRun? _run;

    private SessionId Id => SessionId.Parse(this.GetPrimaryKeyString());

    private SessionInfo Info => SessionMoves.Describe(Id, state.State, _run?.Progress);

    // A silo that starts, or takes the grain over from one that ended, goes on where the session was.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (!SessionId.TryParse(this.GetPrimaryKeyString(), null, out SessionId id))
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(this.GetPrimaryKeyString())} is no session id: use 1 to 64 letters, digits, - and _.");
        _run = host.Find(id);
        if (_run is not null)
            KeepAlive();
        else if (state.State.Requested is not null && SessionMoves.IsActive(state.State.State))
            await GoOnAsync();
    }

    public async Task<SessionInfo> StartAsync(SessionSpecification specification, CancellationToken cancellationToken)
    {
        if (state.State.Requested is { } known)
            return SessionMoves.AreEqual(known, specification)
                ? Info
                : throw new GridException(GridProblem.Conflict, $"Session {Id} exists with another specification: choose another id.");
        SessionSpecificationValidation.Check(specification);
        SessionSpecification resolved = await neighbours.FixAsync(specification, cancellationToken);
        await neighbours.ListAsync(Id, cancellationToken);
        await state.SaveAsync(SessionMoves.Start(specification, resolved, time.GetUtcNow()), this);
        await RunAsync();
        return Info;
    }

    public Task<SessionInfo> GetAsync(CancellationToken cancellationToken)
    {
        RequireExisting();
        return Task.FromResult(Info);
    }

    public async Task<SessionInfo> PauseAsync(OperationId operation, CancellationToken cancellationToken)
    {
        if (await ObeyAsync(SessionCommand.Pause, operation))
            _run?.Pause();
        return Info;
    }

    public async Task<SessionInfo> ResumeAsync(OperationId operation, CancellationToken cancellationToken)
    {
        if (await ObeyAsync(SessionCommand.Resume, operation))
            await RunAsync();
        return Info;
    }

    public async Task<SessionInfo> CancelAsync(OperationId operation, CancellationToken cancellationToken)
    {
        if (await ObeyAsync(SessionCommand.Cancel, operation))
        {
            _run?.Cancel();
            LetGo();
        }
        return Info;
    }

    // The activation has done it already, unless a run ended without a word.
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (state.State.Requested is not null && SessionMoves.IsActive(state.State.State) && _run?.Metrics.IsClosed != false)
            await GoOnAsync();
    }

    public Task<bool> UsesAsync(DatasetName dataset) =>
        Task.FromResult(state.State is { Requested: not null, State: not (SessionState.Completed or SessionState.Failed or SessionState.Cancelled) } && state.State.Requested.Dataset.Name == dataset);

    public async Task ReportAsync(SessionReport report, CancellationToken cancellationToken)
    {
        if (SessionMoves.Hear(state.State, report, time.GetUtcNow()) is not { } next)
            return;
        await state.SaveAsync(next, this);
        if (!SessionMoves.IsActive(next.State))
            LetGo();
    }

    private async Task<bool> ObeyAsync(SessionCommand command, OperationId operation)
    {
        RequireExisting();
        if (SessionMoves.IsDone(state.State, command, operation))
            return false;
        await state.SaveAsync(SessionMoves.Obey(Id, state.State, Info.State, command, operation, time.GetUtcNow()), this);
        return true;
    }

    private async Task GoOnAsync()
    {
        await state.SaveAsync(SessionMoves.Recover(state.State, time.GetUtcNow()), this);
        if (SessionMoves.IsActive(state.State.State))
            await RunAsync();
    }

    private async Task RunAsync()
    {
        _run = await host.StartAsync(Id, state.State.Attempt, state.State.Specification!);
        KeepAlive();
    }

    // Work in the background does not count as use: without this the grain would be collected while its session trains.
    private void KeepAlive() => DelayDeactivation(TimeSpan.MaxValue);

    private void LetGo()
    {
        _run = null;
        DelayDeactivation(TimeSpan.Zero);
    }

    private void RequireExisting()
    {
        if (state.State.Requested is null)
            throw new GridException(GridProblem.NotFound, $"There is no session {Id}: list the sessions to see those that exist.");
    }
}
