using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// Has all partitions of a data set version embedded under a model and watches them: one that stopped is started again, a few failures
/// are borne. Runs in the background.
/// </summary>
internal sealed class EmbeddingSetJob(EmbeddingSetId id, IGrainFactory grains, TimeProvider time, ILogger logger)
{
    private const int CallsAtOnce = 16;
    private const int MostFailures = 3;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<PartitionId, WatchedPartition> _partitions = [];
    private long? _baseline;

    /// <summary>Works until all is embedded, or cannot be.</summary>
    /// <param name="baseline">Items that had vectors before the job, if that was counted already.</param>
    /// <param name="cancellationToken">Stops the watching; the partitions go on.</param>
    public async Task RunAsync(long? baseline, CancellationToken cancellationToken)
    {
        // What it waits for once it has begun is in its reports.
        OutagePatience patience = new($"Embedding {id}", static _ => { }, time, logger);
        _baseline = baseline;
        try
        {
            await patience.RunAsync((_, token) => BeginAsync(token), cancellationToken).ConfigureAwait(false);
            await patience.RunAsync((_, token) => WatchAsync(token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.LogError(error, "Embedding {Set} failed.", id);
            (GridProblem problem, string message) = error is GridException told
                ? (told.Problem, told.Message)
                : (GridProblem.Internal, $"The embedding stopped because of a fault of ClipGrid ({error.GetType().Name}: {error.Message}): start it again to go on, and report it if it comes back.");
            await patience.RunAsync((_, token) => ReportAsync(JobState.Failed, message, problem, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        DatasetVersionInfo version = await grains.GetGrain<IDatasetGrain>(id.Dataset.Value).GetVersionAsync(id.Version, cancellationToken).ConfigureAwait(false);
        foreach (PartitionInfo partition in version.Partitions)
            _partitions[partition.Id] = new WatchedPartition(partition.ItemCount, time);
        await ForEachAsync((_, watched, grain, token) => watched.LookAsync(grain, id.Model, token), cancellationToken).ConfigureAwait(false);
        _baseline ??= _partitions.Values.Sum(watched => (long)watched.Now.DoneCount);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        for (TimeSpan wait = ShortestWait; ; wait = wait * 1.5 < LongestWait ? wait * 1.5 : LongestWait)
        {
            await ForEachAsync(AdvanceAsync, cancellationToken).ConfigureAwait(false);
            if (_partitions.Values.All(watched => watched.Now.State == JobState.Completed))
            {
                string notes = string.Join(' ', _partitions.Where(entry => entry.Value.Now.Message is not null).Select(entry => $"{entry.Key}: {entry.Value.Now.Message}"));
                await ReportAsync(JobState.Completed, notes.Length == 0 ? null : notes, null, cancellationToken).ConfigureAwait(false);
                return;
            }
            string? waits = _partitions.Values.FirstOrDefault(watched => watched.Fault is not null)?.Fault;
            await ReportAsync(JobState.Running, waits is null ? null : OutagePatience.Sentence(waits), null, cancellationToken).ConfigureAwait(false);
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AdvanceAsync(PartitionId partition, WatchedPartition watched, IPartitionEmbeddingsGrain grain, CancellationToken cancellationToken)
    {
        if (watched.Now.State == JobState.Completed)
            return;
        try
        {
            await watched.LookAsync(grain, id.Model, cancellationToken).ConfigureAwait(false);
            // An outage is waited for, whatever else fails again and again is not.
            if (watched.HasFailed)
            {
                watched.Fault = watched.Now.Message;
                if (watched.Now.Problem != GridProblem.Unavailable && ++watched.FailureCount >= MostFailures)
                    throw new GridException(watched.Now.Problem ?? GridProblem.Internal, watched.Now.Message ?? $"Partition {partition} could not be embedded: look into its silo's log.");
                logger.LogWarning("Partition {Partition} could not be embedded and is started again in a while: {Reason}", partition, watched.Fault);
                watched.Rest();
            }
            if (watched.IsIdle)
                await watched.StartAsync(grain, id.Model, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (OutagePatience.IsOutage(error, cancellationToken))
        {
            // A silo that has gone, or a store that does not answer: others take over, so it is asked again.
            logger.LogWarning("Partition {Partition} does not answer; it is asked again: {Reason}", partition, error.Message);
            watched.Fault = $"Partition {partition} does not answer: {error.Message}";
        }
    }

    private Task ForEachAsync(Func<PartitionId, WatchedPartition, IPartitionEmbeddingsGrain, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            _partitions,
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken },
            async (entry, token) => await act(entry.Key, entry.Value, grains.GetGrain<IPartitionEmbeddingsGrain>(entry.Key.ToString()), token).ConfigureAwait(false));

    private Task ReportAsync(JobState state, string? message, GridProblem? problem, CancellationToken cancellationToken)
    {
        long done = _partitions.Values.Sum(watched => (long)watched.Now.DoneCount);
        EmbeddingStatus status = new()
        {
            Dataset = new DatasetRef(id.Dataset, id.Version),
            Model = id.Model,
            State = state,
            DoneCount = done,
            TotalCount = _partitions.Values.Sum(watched => (long)watched.ItemCount),
            EmbeddedCount = Math.Max(0, done - (_baseline ?? done)),
            DonePartitionCount = _partitions.Values.Count(watched => watched.Now.State == JobState.Completed),
            PartitionCount = _partitions.Count,
            Message = message,
            Problem = problem,
        };
        // Not waited for once the job is cancelled: its grain may be the one that waits for the job's end.
        return grains.GetGrain<IEmbeddingSetJobGrain>(id.ToString()).ReportAsync(status, _baseline ?? done, cancellationToken).WaitAsync(cancellationToken);
    }
}
