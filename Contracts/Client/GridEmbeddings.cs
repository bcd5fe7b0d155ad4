using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Client;

/// <summary>Embeddings of data sets under models; a part of <see cref="ClipGridClient"/>, which says what every method throws.</summary>
public sealed partial class GridEmbeddings
{
    private readonly GridCalls _calls;
    private readonly GridDatasets _datasets;
    private readonly GridModels _models;

    internal GridEmbeddings(GridCalls calls, GridDatasets datasets, GridModels models) => (_calls, _datasets, _models) = (calls, datasets, models);

    /// <summary>What a person's words name, as a set's id: version and model as they are now.</summary>
    /// <exception cref="GridException">NotFound: data set version or model.</exception>
    public async Task<EmbeddingSetId> ResolveAsync(DatasetRef dataset, ModelRef model, CancellationToken cancellationToken = default)
    {
        int version = dataset.Version ?? (await _datasets.GetVersionAsync(dataset, cancellationToken)).Version;
        return new EmbeddingSetId(dataset.Name, version, (await _models.ResolveAsync(model, cancellationToken)).Id);
    }

    /// <summary>Starts to embed what is not embedded yet, or joins the job that runs; returns at once.</summary>
    /// <exception cref="GridException">NotFound: data set version or model.</exception>
    public async Task<EmbeddingStatus> StartAsync(DatasetRef dataset, ModelRef model, CancellationToken cancellationToken = default)
    {
        EmbeddingSetId set = await ResolveAsync(dataset, model, cancellationToken);
        return await _calls.AskAsync(grains => Grain(grains, set).StartAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Embeds and waits. Where the token is cancelled, the job is stopped; what is embedded stays.</summary>
    /// <exception cref="GridException">NotFound: data set version or model. Unavailable: the job failed, and the message says why.</exception>
    public async Task<EmbeddingStatus> EmbedAsync(
        DatasetRef dataset, ModelRef model, IProgress<EmbeddingStatus>? progress = null, CancellationToken cancellationToken = default)
    {
        EmbeddingSetId set = await ResolveAsync(dataset, model, cancellationToken);
        try
        {
            await _calls.AskAsync(grains => Grain(grains, set).StartAsync(cancellationToken), cancellationToken);
            EmbeddingStatus last = await Polling.LastAsync(WatchAsync(set, cancellationToken), status => progress?.Report(status));
            return last.State == JobState.Completed
                ? last
                : throw new GridException(last.Problem ?? GridProblem.Unavailable, last.Message ?? $"Embedding {set.Dataset}@{set.Version} was cancelled after {last.DoneCount} of {last.TotalCount} items: start it again to go on.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Transfers.QuietlyAsync(_calls, token => CancelAsync(set, token));
            throw;
        }
    }

    /// <summary>How far a set is: now, at every change, and when it has ended. Leaving the loop does not stop the job.</summary>
    /// <exception cref="GridException">NotFound: nobody has started it.</exception>
    public IAsyncEnumerable<EmbeddingStatus> WatchAsync(EmbeddingSetId set, CancellationToken cancellationToken = default) =>
        Polling.WatchAsync(_calls, token => GetAsync(set, token), status => status.State != JobState.Running, cancellationToken);

    /// <summary>How far a set is.</summary>
    /// <exception cref="GridException">NotFound: nobody has started it.</exception>
    public Task<EmbeddingStatus> GetAsync(EmbeddingSetId set, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, set).GetAsync(cancellationToken), cancellationToken);

    /// <summary>Stops the job of a set; what is embedded stays.</summary>
    /// <exception cref="GridException">NotFound: nobody has started it.</exception>
    public Task<EmbeddingStatus> CancelAsync(EmbeddingSetId set, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, set).CancelAsync(cancellationToken), cancellationToken);

    /// <summary>All sets whose ids begin with <paramref name="prefix"/>, for example <c>emoji/</c>.</summary>
    public async IAsyncEnumerable<EmbeddingSetId> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string id in CatalogPages.ListAsync(_calls, CatalogKind.Embeddings, prefix, cancellationToken))
            yield return EmbeddingSetId.Parse(id);
    }

    private static IEmbeddingSetGrain Grain(IGrainFactory grains, EmbeddingSetId set) => grains.GetGrain<IEmbeddingSetGrain>(Demand.Key(set));
}
