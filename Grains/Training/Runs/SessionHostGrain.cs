using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training.Metrics;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>A run, for those who are elsewhere.</summary>
[DevicePlacement]
internal sealed class SessionHostGrain(TrainingHost host) : Grain, ISessionHostGrain
{
    private const int WatchPage = 500;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private SessionRun? _run;

    // An activation that comes after the run has begun finds it; one that comes too late has nothing to say.
    private SessionRun Run => _run ?? throw new GridException(GridProblem.WrongState, $"The run {this.GetPrimaryKeyString()} is not here: it has ended.");

    public async Task StartAsync(SessionAssignment assignment, CancellationToken cancellationToken)
    {
        if (_run is not null)
            return;
        _run = await host.StartAsync(assignment);
        // Work in the background does not count as use: without this the grain would be collected while its run goes on.
        DelayDeactivation(TimeSpan.MaxValue);
        this.RegisterGrainTimer(LetGoAsync, new GrainTimerCreationOptions { DueTime = Period, Period = Period });
    }

    public Task TellAsync(SessionCommand command, double? value, CancellationToken cancellationToken)
    {
        _run?.Tell(command, value);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<MetricPoint>> GetMetricsAsync(long afterStep, int top, CancellationToken cancellationToken) =>
        Run.Metrics.ReadAsync(afterStep, top, cancellationToken);

    public Task<MetricHistory> GetHistoryAsync(HistoryRequest request, CancellationToken cancellationToken) => Run.Metrics.ReadHistoryAsync(request, cancellationToken);

    public async IAsyncEnumerable<MetricPoint> WatchAsync(long afterStep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MetricLog log = Run.Metrics;
        for (long step = Math.Max(0, afterStep); ;)
        {
            // Asked before reading: what a closed log holds is all that will come.
            bool isClosed = log.IsClosed;
            ImmutableArray<MetricPoint> points = await log.ReadAsync(step, WatchPage, cancellationToken);
            foreach (MetricPoint point in points)
            {
                step = point.Step;
                yield return point;
            }
            if (points.IsEmpty && isClosed)
                yield break;
            if (points.IsEmpty)
                await log.WaitAsync(step, cancellationToken);
        }
    }

    private Task LetGoAsync(CancellationToken cancellationToken)
    {
        if (host.Find(Run.Id) != Run)
            DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
