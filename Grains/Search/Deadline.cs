using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Search;

/// <summary>How long a partition may take, and one exception for all that goes wrong there.</summary>
/// <param name="limit">The time.</param>
/// <param name="time">Measures it.</param>
internal sealed class Deadline(TimeSpan limit, TimeProvider time)
{
    /// <summary>Asks a partition; who is late is cancelled and not waited for.</summary>
    /// <exception cref="GridException">Its own; or Unavailable: late, or failed otherwise.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<T> RunAsync<T>(PartitionId partition, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            Task<T> answer = ask(either.Token);
            // Nobody waits for the answer of one that is late: its failure is seen here, or nowhere.
            _ = answer.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return await answer.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not GridException && !cancellationToken.IsCancellationRequested)
        {
            string problem = late.IsCancellationRequested
                ? $"did not answer within {limit.TotalSeconds:0.###} s: allow it more time, or look at its silo's load"
                : $"could not be asked ({error.Message}): ask again, and look into its silo's log";
            throw new GridException(GridProblem.Unavailable, $"Partition {partition} {problem}.", error);
        }
    }
}
