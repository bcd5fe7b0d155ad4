using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Client;

/// <summary>Watches a job by asking how far it is.</summary>
internal static class Polling
{
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(1);

    // A question that went to a silo as it died is answered by nobody, and the connection does not say so: it is asked again long before
    // the call's own time is over.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>The answers that differ, the last one included. A grid that does not answer for a while (a silo that restarts) is waited for.</summary>
    public static async IAsyncEnumerable<T> WatchAsync<T>(
        GridCalls calls, Func<CancellationToken, Task<T>> ask, Func<T, bool> hasEnded, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        T? shown = null;
        long answered = calls.Time.GetTimestamp();
        while (true)
        {
            T? answer = null;
            try
            {
                answer = await AskAsync(calls, ask, cancellationToken);
                answered = calls.Time.GetTimestamp();
            }
            catch (GridException e) when (e.Problem == GridProblem.Unavailable && calls.Time.GetElapsedTime(answered) < LongestOutage)
            {
                // Asked again below.
                answer = null;
            }
            if (answer is not null && !answer.Equals(shown))
                yield return shown = answer;
            if (answer is not null && hasEnded(answer))
                yield break;
            await Task.Delay(calls.Options.PollInterval, calls.Time, cancellationToken);
        }
    }

    /// <summary>Hears every answer and returns the last.</summary>
    public static async Task<T> LastAsync<T>(IAsyncEnumerable<T> answers, Action<T> hear)
        where T : class
    {
        T? last = null;
        await foreach (T answer in answers)
            hear(last = answer);
        return last!;
    }

    private static async Task<T> AskAsync<T>(GridCalls calls, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(LongestAnswer, calls.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw calls.Told(new TimeoutException(), cancellationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // With the caller's own token, and not the one of this question.
            throw calls.Told(e, cancellationToken);
        }
    }
}
