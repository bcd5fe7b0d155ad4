using System.Collections.Immutable;
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
    [Alias("Start")]
    Task<SessionInfo> StartAsync(SessionSpecification specification, CancellationToken cancellationToken);

    /// <summary>The session as it is now.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("Get")]
    Task<SessionInfo> GetAsync(CancellationToken cancellationToken);

    /// <summary>Ends the step, writes a checkpoint and waits; returns at once.</summary>
    /// <exception cref="GridException">WrongState.</exception>
    [Alias("Pause")]
    Task<SessionInfo> PauseAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Goes on from the newest checkpoint; returns at once.</summary>
    /// <exception cref="GridException">WrongState.</exception>
    [Alias("Resume")]
    Task<SessionInfo> ResumeAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Ends it for good; its checkpoints stay.</summary>
    /// <exception cref="GridException">WrongState: it has ended otherwise.</exception>
    [Alias("Cancel")]
    Task<SessionInfo> CancelAsync(OperationId operation, CancellationToken cancellationToken);

    /// <summary>Goes on after a crash; the silo calls it at its start.</summary>
    [Alias("Recover")]
    Task RecoverAsync(CancellationToken cancellationToken);

    /// <summary>Metrics of steps after <paramref name="afterStep"/>, the oldest first.</summary>
    /// <param name="afterStep">0 for all.</param>
    /// <param name="top">Most points, 1 to 5,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("GetMetrics"), AlwaysInterleave]
    Task<ImmutableArray<MetricPoint>> GetMetricsAsync(long afterStep, int top, CancellationToken cancellationToken);

    /// <summary>Metrics of steps after <paramref name="afterStep"/>, those to come included, until the session ends or pauses.</summary>
    [Alias("Watch"), AlwaysInterleave]
    IAsyncEnumerable<MetricPoint> WatchAsync(long afterStep, CancellationToken cancellationToken);
}
