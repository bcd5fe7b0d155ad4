using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A session of ten steps whose stream breaks after four of them, once.</summary>
internal sealed class SmallSessionGrain(SmallGridMemory memory) : Grain, ISessionGrain
{
    public Task<SessionInfo> StartAsync(SessionSpecification specification, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> GetAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> PauseAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> ResumeAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> CancelAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RecoverAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ImmutableArray<MetricPoint>> GetMetricsAsync(long afterStep, int top, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<MetricPoint> WatchAsync(long afterStep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool breaks = memory.WatchCount++ == 0;
        for (long step = afterStep + 1; step <= 10; step++)
        {
            await Task.Yield();
            if (breaks && step == 5)
                throw new EnumerationAbortedException("The silo went away.");
            yield return new MetricPoint
            {
                Step = step, SampleCount = step, Loss = 1, LearningRate = 1, GradientNorm = 1, LogitScale = 1, SamplesPerSecond = 1, At = DateTimeOffset.UnixEpoch,
            };
        }
    }

    public Task<SessionInfo> ResumeInexactAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> StopAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> ChangeRateAsync(OperationId operation, double factor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionInfo> EvaluateAsync(OperationId operation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CheckpointInfo> PinAsync(OperationId operation, long step, bool isPinned, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<CheckpointInfo>> GetCheckpointsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MetricHistory> GetHistoryAsync(HistoryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<SessionEvent>> GetEventsAsync(long afterNumber, int top, CancellationToken cancellationToken) => throw new NotSupportedException();
}
