using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Embedding;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>
/// The shares of evaluations that this silo computes, one at a time in the background, on the CPU. A candidate is fetched and loaded once
/// for all its shares that wait here, and let go with the last of them. Safe for any number of callers.
/// </summary>
internal sealed class EvaluationHost(IBlobStore blobs, IPartitionStore partitions, TrainingOptions options, BackgroundWork work, TimeProvider time) : IDisposable
{
    private readonly CandidateStore _candidates = new(blobs);
    private readonly CancellationTokenSource _ending = new();
    // Never disposed: who waits at it when the silo ends would wait for ever.
    private readonly SemaphoreSlim _gate = new(1, 1);
    // Of whoever is behind the gate.
    private BatchEmbedder? _embedder;
    private string? _loaded;
    private int _waitingCount;

    /// <summary>Starts a share and returns at once.</summary>
    public EvaluationShareWork Start(ShareKey key, EvaluationShareRequest request)
    {
        EvaluationShareWork share = new(time);
        Interlocked.Increment(ref _waitingCount);
        if (!work.TryStart($"evaluation/{key}", token => RunAsync(key, request, share, token)))
        {
            Interlocked.Decrement(ref _waitingCount);
            share.Fail(new GridException(GridProblem.Unavailable, $"The share {key} of an evaluation cannot be computed here: the silo is about to end."));
            share.Dispose();
        }
        return share;
    }

    /// <summary>Ends all shares; the last of them lets the model go.</summary>
    public void Dispose() => _ending.Cancel();

    private async Task RunAsync(ShareKey key, EvaluationShareRequest request, EvaluationShareWork share, CancellationToken stopping)
    {
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(stopping, _ending.Token, share.Unwanted);
        try
        {
            share.Complete(await ComputeAsync(key, request, share, ends.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            share.Fail(new GridException(GridProblem.Unavailable, $"The share {key} of an evaluation was stopped: the silo ends, or nobody waited for it."));
        }
        catch (Exception error)
        {
            share.Fail(EncoderFaults.Explain(error));
            throw;
        }
        finally
        {
            share.Dispose();
            if (Interlocked.Decrement(ref _waitingCount) == 0)
                await UnloadAsync().ConfigureAwait(false);
        }
    }

    private async Task<string> ComputeAsync(ShareKey key, EvaluationShareRequest request, EvaluationShareWork share, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            BatchEmbedder embedder = await LoadAsync(request.Candidate, cancellationToken).ConfigureAwait(false);
            ShareInputs inputs = await ShareInputs.LoadAsync(request, key.Number, blobs, partitions, cancellationToken).ConfigureAwait(false);
            ShareComputation computation = new(inputs, partitions, embedder, share.Advance);
            ShareVectors vectors = await TrainingThread.RunAsync("ClipGrid evaluation", () => computation.Run(cancellationToken)).ConfigureAwait(false);
            return await vectors.WriteAsync(blobs, request.Candidate.VectorsOf(key), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<BatchEmbedder> LoadAsync(EvaluationCandidate candidate, CancellationToken cancellationToken)
    {
        if (_embedder is { } known && _loaded == candidate.Prefix)
            return known;
        Unload();
        string folder = Path.Combine(options.ScratchFolder, $"evaluation-{candidate.Tag}-{Guid.NewGuid():N}");
        try
        {
            await _candidates.DownloadAsync(candidate, folder, cancellationToken).ConfigureAwait(false);
            _embedder = await TrainingThread.RunAsync("ClipGrid evaluation", () => ModelFaults.Guard(folder, GridProblem.Internal, () => BatchEmbedder.Load(folder))).ConfigureAwait(false);
            _loaded = candidate.Prefix;
            return _embedder;
        }
        finally
        {
            // What is loaded is in memory.
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task UnloadAsync()
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (Volatile.Read(ref _waitingCount) == 0)
                Unload();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Unload()
    {
        _embedder?.Dispose();
        (_embedder, _loaded) = (null, null);
    }
}
