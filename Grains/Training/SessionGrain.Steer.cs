using System.Collections.Immutable;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training;

internal sealed partial class SessionGrain
{
    public Task<SessionInfo> ResumeInexactAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> StopAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> ChangeRateAsync(OperationId operation, double factor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> EvaluateAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CheckpointInfo> PinAsync(OperationId operation, long step, bool isPinned, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<CheckpointInfo>> GetCheckpointsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MetricHistory> GetHistoryAsync(HistoryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<SessionEvent>> GetEventsAsync(long afterNumber, int top, CancellationToken cancellationToken) => throw new NotSupportedException();
}
