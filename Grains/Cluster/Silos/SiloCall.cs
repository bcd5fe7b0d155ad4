using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>How long a silo may take to answer, and one exception for all that goes wrong there.</summary>
/// <param name="time">Measures it.</param>
internal sealed class SiloCall(TimeProvider time)
{
    /// <summary>How long: a silo that serves answers in milliseconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Asks a silo; who is late is cancelled and not waited for.</summary>
    /// <exception cref="GridException">Its own; or Unavailable: late, or failed otherwise.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<T> RunAsync<T>(string silo, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(Limit, time);
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
                ? $"did not answer within {Limit.TotalSeconds:0} s: it may be frozen or overloaded; look at its process, and ask again"
                : $"could not be asked ({error.Message}): ask again, and look at its process";
            throw new GridException(GridProblem.Unavailable, $"Silo {silo} {problem}.", error);
        }
    }
}
