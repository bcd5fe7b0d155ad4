using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Client;

/// <summary>What sessions have left behind.</summary>
public sealed partial class GridSessions
{
    /// <summary>The checkpoints that can be gone on from, the newest first.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<ImmutableArray<CheckpointInfo>> GetCheckpointsAsync(SessionId id, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, id).GetCheckpointsAsync(cancellationToken), cancellationToken);

    /// <summary>Curves of any length in few numbers, extremes kept.</summary>
    /// <exception cref="GridException">NotFound; Invalid: the request.</exception>
    public Task<MetricHistory> GetHistoryAsync(SessionId id, HistoryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.AskAsync(grains => Grain(grains, id).GetHistoryAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>What happened after event <paramref name="afterNumber"/>, the oldest first.</summary>
    /// <param name="id">The session.</param>
    /// <param name="afterNumber">0 for all.</param>
    /// <param name="top">Most events, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound; Invalid: the page.</exception>
    public Task<ImmutableArray<SessionEvent>> GetEventsAsync(SessionId id, long afterNumber = 0, int top = 1000, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, id).GetEventsAsync(afterNumber, top, cancellationToken), cancellationToken);
}
