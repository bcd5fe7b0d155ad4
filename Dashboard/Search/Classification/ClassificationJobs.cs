using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>
/// The classifications of data sets that this dashboard runs, so that a page that is loaded again finds its own. They end with the
/// dashboard; the newest few are kept. Thread-safe.
/// </summary>
internal sealed class ClassificationJobs(ClipGridClient grid, ILogger<ClassificationJobs> logger) : IAsyncDisposable
{
    /// <summary>Most that run at a time.</summary>
    public const int MostRunning = 2;

    /// <summary>Most that are kept.</summary>
    public const int MostKept = 16;

    private readonly Lock _gate = new();
    private readonly List<(ClassificationJob Job, Task Run)> _jobs = [];

    /// <summary>Starts one.</summary>
    /// <exception cref="GridException">Unavailable: enough of them run.</exception>
    public ClassificationJob Start(ClassificationOrder order)
    {
        lock (_gate)
        {
            if (_jobs.Count(kept => kept.Job.Report.State == JobState.Running) >= MostRunning)
                throw new GridException(GridProblem.Unavailable, $"{MostRunning} data sets are being classified already: wait for one of them, or cancel it.");
            int old = _jobs.Count < MostKept ? -1 : _jobs.FindIndex(kept => kept.Run.IsCompleted);
            if (old >= 0)
            {
                _jobs[old].Job.Dispose();
                _jobs.RemoveAt(old);
            }
            ClassificationJob job = new(grid, order);
            _jobs.Add((job, Task.Run(() => RunAsync(job))));
            return job;
        }
    }

    /// <summary>One that is kept, or null.</summary>
    public ClassificationJob? Find(string id)
    {
        lock (_gate)
            return _jobs.FirstOrDefault(kept => kept.Job.Id == id).Job;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (ClassificationJob Job, Task Run)[] all;
        lock (_gate)
        {
            all = [.. _jobs];
            _jobs.Clear();
        }
        foreach ((ClassificationJob job, _) in all)
            job.Cancel();
        await Task.WhenAll(all.Select(kept => kept.Run));
        foreach ((ClassificationJob job, _) in all)
            job.Dispose();
    }

    private async Task RunAsync(ClassificationJob job)
    {
        try
        {
            await job.RunAsync();
        }
        catch (Exception e)
        {
            job.Break();
            logger.LogError(e, "A classification of {Dataset} ended by a fault of the dashboard", job.Order.Dataset);
        }
    }
}
