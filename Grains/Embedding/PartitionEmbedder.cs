using System.Collections.Concurrent;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Embedding;

/// <summary>Embeds the partitions whose grains live in this silo, a few at a time, in the background. Safe for any number of callers.</summary>
internal sealed class PartitionEmbedder(IPartitionStore store, VectorStore vectors, IEncoderHost encoders, BackgroundWork work, EmbeddingOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<VectorSetId, EmbeddingProgress> _progress = [];
    private readonly Lock _starting = new();
    private readonly SemaphoreSlim _places = new(options.ConcurrentPartitionCount);

    /// <summary>How far a job is, or how the last one failed; null if this silo knows of none, or it is complete.</summary>
    public PartitionEmbedding? Find(VectorSetId set) => _progress.TryGetValue(set, out EmbeddingProgress? progress) ? progress.Now : null;

    /// <summary>Starts a job, unless one runs; returns how far it is.</summary>
    /// <param name="partition">What to embed.</param>
    /// <param name="model">With what.</param>
    /// <param name="totalCount">The partition's items.</param>
    /// <param name="repairs">True to check what seems complete, and to make anew what is broken.</param>
    public PartitionEmbedding Start(PartitionId partition, ModelVersionId model, int totalCount, bool repairs)
    {
        VectorSetId set = new(partition, model.Digest);
        EmbeddingProgress progress = new();
        progress.Begin(totalCount);
        lock (_starting)
        {
            if (work.IsRunning(Key(set)))
                return Find(set) ?? progress.Now;
            _progress[set] = progress;
            if (!work.TryStart(Key(set), token => WorkSpans.RunAsync("embed", $"{set.Partition}", () => RunAsync(set, model, repairs, progress, token))))
                progress.End(JobState.Cancelled, "The silo is ending: the job goes on when it runs again.");
            return progress.Now;
        }
    }

    /// <summary>Stops a job; completes when it has ended.</summary>
    public Task StopAsync(VectorSetId set) => work.CancelAsync(Key(set));

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private static string Key(VectorSetId set) => $"embed/{set.Partition}/{set.Model}";

    private async Task RunAsync(VectorSetId set, ModelVersionId model, bool repairs, EmbeddingProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await EmbedAsync(set, model, repairs, progress, cancellationToken).ConfigureAwait(false);
                // From now on the manifest says it.
                progress.End(JobState.Completed, null);
                _progress.TryRemove(KeyValuePair.Create(set, progress));
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.End(JobState.Cancelled, null);
        }
        catch (Exception error)
        {
            progress.End(
                JobState.Failed,
                error is GridException ? error.Message : $"Partition {set.Partition} could not be embedded: {error.Message} Look into the silo's log.",
                (error as GridException)?.Problem ?? GridProblem.Internal);
            // What is waited for is no fault of the silo, and its job says so in a line.
            if (error is not GridException { Problem: GridProblem.Unavailable })
                throw;
        }
    }

    private async Task EmbedAsync(VectorSetId set, ModelVersionId model, bool repairs, EmbeddingProgress progress, CancellationToken cancellationToken)
    {
        PartitionItems items = await store.LoadAsync(set.Partition, cancellationToken).ConfigureAwait(false);
        using EncoderLease lease = await encoders.GetAsync(model, cancellationToken).ConfigureAwait(false);
        EmbeddingRun run = new(items, ItemsDigest.Of(items), set, lease.Encoder, store, vectors);
        await run.CompleteAsync(repairs, progress, cancellationToken).ConfigureAwait(false);
    }
}
