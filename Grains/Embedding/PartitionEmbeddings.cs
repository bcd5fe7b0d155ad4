using System.Collections.Immutable;
using System.Diagnostics;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// A partition under one model, as its grain holds it: how far its embeddings are, and the index, loaded when it is first asked for and
/// shared by all who ask. For the grain's turns; what takes time runs on the thread pool.
/// </summary>
internal sealed class PartitionEmbeddings(VectorSetId set, VectorStore vectors, PartitionEmbedder embedder, Func<Task<PartitionItems>> itemsAsync, LoadedIndexes? indexes = null)
{
    private Task<PartitionIndex>? _index;
    private VectorManifest? _manifest;
    private bool _isBroken;

    /// <summary>Whether it holds nothing that is worth keeping.</summary>
    public bool IsIdle => _index is null or { IsFaulted: true };

    /// <summary>Whether this silo embeds it now.</summary>
    public bool IsRunning => embedder.Find(set) is { State: JobState.Running };

    /// <summary>How far the embeddings are.</summary>
    public async Task<PartitionEmbedding> GetAsync(CancellationToken cancellationToken)
    {
        PartitionItems items = await itemsAsync();
        int total = items.Items.Length;
        if (embedder.Find(set) is { State: not JobState.Completed } job)
            return job;
        try
        {
            _manifest ??= await Task.Run(() => FindManifestAsync(items, cancellationToken), cancellationToken);
        }
        catch (GridException error) when (error.Problem == GridProblem.Corrupt)
        {
            _isBroken = true;
            return new PartitionEmbedding { State = JobState.Failed, DoneCount = 0, TotalCount = total, Message = error.Message, Problem = error.Problem };
        }
        return _manifest is { } manifest
            ? new PartitionEmbedding { State = JobState.Completed, DoneCount = total, TotalCount = total, Message = manifest.Summary }
            : new PartitionEmbedding { DoneCount = await vectors.CountAsync(set, total, cancellationToken), TotalCount = total };
    }

    /// <summary>Starts to embed, or goes on, unless all is embedded and whole.</summary>
    public async Task<PartitionEmbedding> StartAsync(ModelVersionId model, CancellationToken cancellationToken)
    {
        PartitionEmbedding now = await GetAsync(cancellationToken);
        if (now.State == JobState.Running || now.State == JobState.Completed && !_isBroken)
            return now;
        bool repairs = _isBroken;
        (_isBroken, _manifest) = (false, null);
        return embedder.Start(set.Partition, model, now.TotalCount, repairs);
    }

    /// <summary>Stops embedding.</summary>
    public Task StopAsync() => embedder.StopAsync(set);

    /// <summary>The index.</summary>
    /// <exception cref="GridException">WrongModel: not all is embedded. Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<PartitionIndex> IndexAsync(CancellationToken cancellationToken)
    {
        if (_index is null or { IsFaulted: true } or { IsCanceled: true })
            _index = LoadAsync();
        try
        {
            return await _index.WaitAsync(cancellationToken);
        }
        catch (GridException error) when (error.Problem == GridProblem.Corrupt)
        {
            _isBroken = true;
            throw;
        }
    }

    private async Task<PartitionIndex> LoadAsync()
    {
        using Activity? span = SearchSpans.Begin("index.load");
        PartitionItems items = await itemsAsync();
        PartitionIndex? index = await Task.Run(async () =>
            await vectors.LoadAsync(items, set.Model, CancellationToken.None).ConfigureAwait(false) is { } loaded ? new PartitionIndex(items, loaded) : null);
        if (index is null)
            throw await NotEmbeddedAsync();
        indexes?.Add(index);
        return index;
    }

    private async Task<VectorManifest?> FindManifestAsync(PartitionItems items, CancellationToken cancellationToken)
    {
        VectorManifest? manifest = await vectors.FindManifestAsync(set, cancellationToken).ConfigureAwait(false);
        return manifest?.ItemsDigest == ItemsDigest.Of(items) ? manifest : null;
    }

    private async Task<GridException> NotEmbeddedAsync()
    {
        PartitionEmbedding now = await GetAsync(CancellationToken.None);
        ImmutableArray<ModelDigest> others = await vectors.ListModelsAsync(set.Partition, CancellationToken.None);
        string remedy = $"clipgrid embed {set.Partition.Dataset} --model NAME@{set.Model.Short}";
        string found = now.State == JobState.Running
            ? $"is being embedded under the model {set.Model.Short}, {now.DoneCount:N0} of {now.TotalCount:N0} items are done: search again when {remedy} says that all are"
            : others.IsEmpty
                ? $"is not embedded under the model {set.Model.Short}, {now.DoneCount:N0} of {now.TotalCount:N0} items are done: run {remedy}"
                : $"is embedded under {string.Join(", ", others.Select(other => other.Short))} and not under the model {set.Model.Short} that asks: ask with that one, or run {remedy}";
        return new GridException(GridProblem.WrongModel, $"Partition {set.Partition} {found}.");
    }
}
