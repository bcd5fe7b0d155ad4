using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Messaging;
using Polly;
using Polly.Retry;

namespace ClipGrid.Grains.Cluster;

/// <summary>
/// How long work bears that the storage or a silo does not answer: it waits, from a second to half a minute and as often as it takes, and
/// goes on from what is durable. Hours of work are not given up for minutes without a store; who does not want to wait cancels it.
/// </summary>
/// <param name="work">What waits, for the log.</param>
/// <param name="waits">Told in a sentence what is waited for, each time.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="logger">Hears of each.</param>
internal sealed class OutagePatience(string work, Action<string> waits, TimeProvider time, ILogger logger)
{
    /// <summary>Whether a fault is of something that will answer again; a silo that ends cancels what it was asked.</summary>
    /// <param name="error">The fault, or null.</param>
    /// <param name="cancellationToken">The work's own, whose end is no outage.</param>
    public static bool IsOutage(Exception? error, CancellationToken cancellationToken) => error switch
    {
        GridException grid => grid.Problem == GridProblem.Unavailable,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => error is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException,
    };

    /// <summary>What is waited for, in a sentence.</summary>
    /// <param name="reason">Why.</param>
    public static string Sentence(string reason) => $"It waits, and goes on by itself when it can: {reason}";

    /// <summary>Works until it is done, or fails for good.</summary>
    /// <param name="attempt">Does it; told how many times it was tried before, and goes on from what is durable then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RunAsync(Func<int, CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        int count = 0;
        return new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(IsOutage(arguments.Outcome.Exception, arguments.Context.CancellationToken)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(30),
            OnRetry = arguments =>
            {
                string reason = arguments.Outcome.Exception!.Message;
                waits(Sentence(reason));
                logger.LogWarning("{Work} waits {Seconds:f0} s before it goes on: {Reason}", work, arguments.RetryDelay.TotalSeconds, reason);
                return default;
            },
        }).Build().ExecuteAsync(async token => await attempt(count++, token).ConfigureAwait(false), cancellationToken).AsTask();
    }
}
