using System.Collections.Immutable;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Training;

/// <summary>A training session; the key is its <see cref="SessionId"/>. All methods throw <see cref="GridException"/>.</summary>
[Alias("clipgrid.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Starts it and returns at once; the same specification again returns how it is.</summary>
    /// <exception cref="GridException">Invalid: the specification, member by member. NotFound: data set or base. Conflict: it exists with another specification.</exception>
    [Alias("Start"), AllowedFor(GridRole.Trainer), Audited("start the session")]
    Task<SessionInfo> StartAsync(SessionSpecification specification, CancellationToken cancellationToken);

    /// <summary>The session as it is now.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("Get"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<SessionInfo> GetAsync(CancellationToken cancellationToken);

    /// <summary>Ends the step, writes a checkpoint and waits; returns at once.</summary>
    /// <exception cref="GridException">WrongState.</exception>
    [Alias("Pause"), AllowedFor(GridRole.Trainer)]
    Task<SessionInfo> PauseAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Goes on from the newest checkpoint; returns at once.</summary>
    /// <exception cref="GridException">WrongState.</exception>
    [Alias("Resume"), AllowedFor(GridRole.Trainer)]
    Task<SessionInfo> ResumeAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>
    /// Goes on from the newest checkpoint even where threads, torch or processor are others than before, and records that the run is no longer
    /// bit for bit its own; returns at once.
    /// </summary>
    /// <exception cref="GridException">WrongState.</exception>
    [Alias("ResumeInexact"), AllowedFor(GridRole.Trainer)]
    Task<SessionInfo> ResumeInexactAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Ends the training at its step as if that were the last: checkpoint, evaluation, publishing; returns at once.</summary>
    /// <exception cref="GridException">WrongState: it does not train.</exception>
    [Alias("Stop"), AllowedFor(GridRole.Trainer), Audited("stop the session")]
    Task<SessionInfo> StopAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Sets the factor on the specification's learning rate from the next step on; a checkpoint holds it.</summary>
    /// <param name="operation">The client's id of the command.</param>
    /// <param name="factor">Above 0 to 100; 1 is the specification's rate.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">WrongState: it has ended. Invalid: the factor.</exception>
    [Alias("ChangeRate"), AllowedFor(GridRole.Trainer)]
    Task<SessionInfo> ChangeRateAsync(OperationId operation, double factor, CancellationToken cancellationToken);

    /// <summary>Evaluates it at the end of its step; returns at once, the result is an event.</summary>
    /// <exception cref="GridException">WrongState: it does not train, or its specification has no evaluation.</exception>
    [Alias("Evaluate"), AllowedFor(GridRole.Trainer)]
    Task<SessionInfo> EvaluateAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Keeps a checkpoint until it is let go, or lets it go.</summary>
    /// <exception cref="GridException">NotFound: no such checkpoint.</exception>
    [Alias("Pin"), AllowedFor(GridRole.Trainer)]
    Task<CheckpointInfo> PinAsync(OperationId operation, long step, bool isPinned, CancellationToken cancellationToken);

    /// <summary>The checkpoints that can be gone on from, the newest first.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("GetCheckpoints"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<ImmutableArray<CheckpointInfo>> GetCheckpointsAsync(CancellationToken cancellationToken);

    /// <summary>Ends it for good; its checkpoints stay.</summary>
    /// <exception cref="GridException">WrongState: it has ended otherwise.</exception>
    [Alias("Cancel"), AllowedFor(GridRole.Trainer), Audited("cancel the session")]
    Task<SessionInfo> CancelAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Goes on after a crash; the silo calls it at its start.</summary>
    [Alias("Recover")]
    Task RecoverAsync(CancellationToken cancellationToken);

    /// <summary>Metrics of steps after <paramref name="afterStep"/>, the oldest first.</summary>
    /// <param name="afterStep">0 for all.</param>
    /// <param name="top">Most points, 1 to 5,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("GetMetrics"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<ImmutableArray<MetricPoint>> GetMetricsAsync(long afterStep, int top, CancellationToken cancellationToken);

    /// <summary>Metrics of steps after <paramref name="afterStep"/>, those to come included, until the session ends or pauses.</summary>
    [Alias("Watch"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    IAsyncEnumerable<MetricPoint> WatchAsync(long afterStep, CancellationToken cancellationToken);

    /// <summary>Curves of any length in few numbers.</summary>
    /// <exception cref="GridException">NotFound. Invalid: the request.</exception>
    [Alias("GetHistory"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<MetricHistory> GetHistoryAsync(HistoryRequest request, CancellationToken cancellationToken);

    /// <summary>What happened after event <paramref name="afterNumber"/>, the oldest first.</summary>
    /// <param name="afterNumber">0 for all.</param>
    /// <param name="top">Most events, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound. Invalid: the page.</exception>
    [Alias("GetEvents"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<ImmutableArray<SessionEvent>> GetEventsAsync(long afterNumber, int top, CancellationToken cancellationToken);
}
