using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>
/// The one place where requests are repeated: a deadline for all, repetitions with jitter, a circuit breaker for all callers of the
/// store, a deadline for each attempt. While the circuit is open callers wait for it without sending anything.
/// </summary>
internal sealed partial class BlobPipeline
{
    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger _logger;
    private readonly string _where;

    /// <summary>A pipeline with its own circuit.</summary>
    /// <param name="options">Its times and counts, valid ones.</param>
    /// <param name="where">The store, for messages.</param>
    /// <param name="time">The clock of pauses and deadlines.</param>
    /// <param name="logger">Hears of repetitions and of the circuit.</param>
    /// <param name="meter">Counts them, or null.</param>
    public BlobPipeline(BlobResilienceOptions options, string where, TimeProvider time, ILogger logger, StorageMeter? meter = null)
    {
        _where = where;
        _logger = logger;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(options.TotalTimeout)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && (AzureFaults.MayPass(exception) || exception is BrokenCircuitException)),
                MaxRetryAttempts = options.MaxRetryCount,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.BaseDelay,
                MaxDelay = options.MaxDelay,
                OnRetry = arguments =>
                {
                    meter?.Retried();
                    LogRetry(_where, AzureFaults.Name(arguments.Outcome.Exception!), arguments.RetryDelay.TotalSeconds);
                    return default;
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && AzureFaults.MayPass(exception)),
                FailureRatio = options.BreakerFailureRatio,
                MinimumThroughput = options.BreakerThroughput,
                SamplingDuration = options.BreakerSampling,
                BreakDuration = options.BreakDuration,
                OnOpened = arguments =>
                {
                    meter?.Broke(isOpen: true);
                    LogOpened(_where, arguments.BreakDuration.TotalSeconds);
                    return default;
                },
                OnClosed = _ =>
                {
                    meter?.Broke(isOpen: false);
                    LogClosed(_where);
                    return default;
                },
            })
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    /// <summary>Sends a request, again if need be.</summary>
    /// <param name="action">What it does, as in "writing a/b".</param>
    /// <param name="attempt">Sends it once; told how many attempts went before.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    /// <exception cref="GridException">What went wrong in the end.</exception>
    public async Task<T> RunAsync<T>(string action, Func<int, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        int attempts = 0;
        Exception? last = null;
        try
        {
            return await _pipeline.ExecuteAsync(async token =>
            {
                try
                {
                    return await attempt(attempts++, token).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    last = exception;
                    throw;
                }
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A deadline or an open circuit says less than the fault before it.
            bool saysLess = exception is TimeoutRejectedException or BrokenCircuitException && last is not null;
            throw AzureFaults.Explain(saysLess ? last! : exception, _where, action, attempts);
        }
    }
}
