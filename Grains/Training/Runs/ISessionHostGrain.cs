using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Cluster.Delivery;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>
/// A run of a session on the silo that its device belongs to; the key is session and attempt. It comes into being by
/// <see cref="StartAsync"/> on a silo that is named, and never elsewhere.
/// </summary>
[Alias("clipgrid.ISessionHostGrain"), FailsFast]
internal interface ISessionHostGrain : IGrainWithStringKey
{
    /// <summary>Starts the run and returns at once; again, it does nothing.</summary>
    /// <exception cref="GridException">Unavailable: the silo ends.</exception>
    [Alias("Start")]
    Task StartAsync(SessionAssignment assignment, CancellationToken cancellationToken);

    /// <summary>Tells the run a command; nothing happens where it has ended.</summary>
    [Alias("Tell"), AlwaysInterleave]
    Task TellAsync(SessionCommand command, double? value, CancellationToken cancellationToken);

    /// <summary>As the session's.</summary>
    /// <exception cref="GridException">WrongState: the run has ended.</exception>
    [Alias("GetMetrics"), AlwaysInterleave]
    Task<ImmutableArray<MetricPoint>> GetMetricsAsync(long afterStep, int top, CancellationToken cancellationToken);

    /// <summary>As the session's.</summary>
    /// <exception cref="GridException">WrongState: the run has ended.</exception>
    [Alias("GetHistory"), AlwaysInterleave]
    Task<MetricHistory> GetHistoryAsync(HistoryRequest request, CancellationToken cancellationToken);

    /// <summary>The run's metrics after a step, until it ends.</summary>
    [Alias("Watch"), AlwaysInterleave]
    IAsyncEnumerable<MetricPoint> WatchAsync(long afterStep, CancellationToken cancellationToken);
}
