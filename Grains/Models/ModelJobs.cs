using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;

namespace ClipGrid.Grains.Models;

/// <summary>The silo's imports and exports, those that ended lately included. Safe for any number of callers.</summary>
internal sealed class ModelJobs(BackgroundWork work)
{
    private const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, ModelJob> _jobs = new(StringComparer.Ordinal);

    /// <summary>Starts a job, or finds it where it was started before.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="operation">Names it.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="run">Runs it.</param>
    /// <exception cref="GridException">Conflict: the operation id stands for something else. Unavailable: the silo ends.</exception>
    public ModelJob Start(ModelName model, OperationId operation, string request, Func<ModelJob, CancellationToken, Task> run)
    {
        string key = Key(model, operation);
        lock (_lock)
        {
            if (Find(model, operation, request) is { } former)
                return former;
            ModelJob job = new(operation, request);
            if (!work.TryStart(key, token => run(job, token)))
                throw new GridException(GridProblem.Unavailable, "This silo is ending and starts nothing any more: try again, another one will answer.");
            _jobs.Add(key, job);
            ForgetOld();
            return job;
        }
    }

    /// <summary>A job that was started before with the same request, or null.</summary>
    /// <exception cref="GridException">Conflict: the operation id stands for something else.</exception>
    public ModelJob? Find(ModelName model, OperationId operation, string request)
    {
        lock (_lock)
        {
            if (!_jobs.TryGetValue(Key(model, operation), out ModelJob? former))
                return null;
            return former.Request == request ? former : throw ModelOperation.OtherRequest(operation);
        }
    }

    /// <summary>A job.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public ModelJob Get(ModelName model, OperationId operation)
    {
        lock (_lock)
            return _jobs.TryGetValue(Key(model, operation), out ModelJob? job)
                ? job
                : throw new GridException(GridProblem.NotFound, $"The model {model} has no import or export {operation} since its silo started: look at its versions, and start the job again if its result is missing.");
    }

    private void ForgetOld()
    {
        for (int i = 0; _jobs.Count > Kept && i < _jobs.Count;)
        {
            if (_jobs.GetAt(i).Value.Status.State == JobState.Running)
                i++;
            else
                _jobs.RemoveAt(i);
        }
    }

    private static string Key(ModelName model, OperationId operation) => $"model/{model}/{operation}";
}
