using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using Polly;
using Polly.Retry;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>
/// An ingest's reports to its data set's grain, repeated where the grid or its storage does not answer. Cancelling never waits for an answer:
/// whoever cancels may be the grain that should give it.
/// </summary>
internal sealed class LedgerClient(IIngestLedgerGrain ledger, IngestClaim claim, TimeProvider time)
{
    private const int Attempts = 6;

    private readonly ResiliencePipeline _some = Build(Attempts, time);
    private readonly ResiliencePipeline _untilItWorks = Build(int.MaxValue, time);

    /// <summary>See <see cref="IIngestLedgerGrain.CommitAsync"/>.</summary>
    public Task CommitAsync(IngestCheckpoint checkpoint, CancellationToken cancellationToken) =>
        RunAsync(_some, async () => { await ledger.CommitAsync(claim, checkpoint).ConfigureAwait(false); return true; }, cancellationToken);

    /// <summary>See <see cref="IIngestLedgerGrain.ContinueAsync"/>; asked until there is an answer.</summary>
    public Task<IngestStart> ContinueAsync(CancellationToken cancellationToken) => RunAsync(_untilItWorks, () => ledger.ContinueAsync(claim), cancellationToken);

    /// <summary>See <see cref="IIngestLedgerGrain.SealAsync"/>.</summary>
    public Task<ImmutableArray<string>> SealAsync(CancellationToken cancellationToken) =>
        RunAsync(_some, () => ledger.SealAsync(claim), cancellationToken);

    /// <summary>See <see cref="IIngestLedgerGrain.CompleteAsync"/>.</summary>
    public Task<ImmutableArray<string>> CompleteAsync(int deletedCount, CancellationToken cancellationToken) =>
        RunAsync(_some, () => ledger.CompleteAsync(claim, deletedCount), cancellationToken);

    /// <summary>See <see cref="IIngestLedgerGrain.FailAsync"/>; tried until it is durable or the silo ends, after which the ingest goes on by itself.</summary>
    public Task FailAsync(string message, GridProblem problem, CancellationToken cancellationToken) =>
        RunAsync(_untilItWorks, async () => { await ledger.FailAsync(claim, message, problem).ConfigureAwait(false); return true; }, cancellationToken);

    private static Task<T> RunAsync<T>(ResiliencePipeline pipeline, Func<Task<T>> call, CancellationToken cancellationToken) =>
        pipeline.ExecuteAsync(async token => await call().WaitAsync(token).ConfigureAwait(false), cancellationToken).AsTask();

    private static ResiliencePipeline Build(int attempts, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome.Exception)),
            MaxRetryAttempts = attempts,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(30),
        }).Build();

    private static bool IsPassing(Exception? error) =>
        error is GridException { Problem: GridProblem.Unavailable or GridProblem.Conflict or GridProblem.StorageFull } or TimeoutException or Orleans.Runtime.OrleansException;
}
