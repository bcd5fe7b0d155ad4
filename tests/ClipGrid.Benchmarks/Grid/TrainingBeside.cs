using ClipGrid.Contracts.Training;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>A session that trains on all cores, while something else is measured.</summary>
internal sealed class TrainingBeside : IAsyncDisposable
{
    private readonly ISessionGrain _session;

    private TrainingBeside(ISessionGrain session) => _session = session;

    /// <summary>Starts it, and returns once it is warm.</summary>
    internal static async Task<TrainingBeside> StartAsync(BenchSilo silo)
    {
        await silo.IngestAsync("session", BenchModel.WritePictures(Path.Combine(silo.Folder, "session-pictures"), SessionPart.PictureCount, SessionPart.Side));
        TrainingBeside beside = new(silo.Grains.GetGrain<ISessionGrain>("beside"));
        await beside._session.StartAsync(SessionPart.Specification with { StepCount = 1_000_000 }, default);
        while ((await beside.InfoAsync()).Step < SessionPart.WarmUpSteps)
            await Task.Delay(100);
        return beside;
    }

    /// <summary>Pairs a second while something is done.</summary>
    internal async Task<double> PairsPerSecondAsync(Func<Task> meanwhile)
    {
        long begin = (await InfoAsync()).Step;
        await meanwhile();
        MetricPoint[] points = [.. await _session.GetMetricsAsync(begin, 5000, default)];
        return points.Length < 2 ? 0 : (points[^1].Step - points[0].Step) * SessionPart.Specification.BatchSize / (points[^1].At - points[0].At).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.CancelAsync(Contracts.Naming.OperationId.New(), default);
        while ((await InfoAsync()).State != SessionState.Cancelled)
            await Task.Delay(100);
    }

    private async Task<SessionInfo> InfoAsync()
    {
        SessionInfo now = await _session.GetAsync(default);
        return now.State == SessionState.Failed ? throw new InvalidOperationException(now.Message) : now;
    }
}
