using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Datasets;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Embedding;

/// <summary>The embeddings of a data set version under a model: what is wanted, and how far it is. The job runs in the background.</summary>
[ServingPlacement]
internal sealed class EmbeddingSetGrain(
    [PersistentState("embeddings")] IPersistentState<EmbeddingSetState> state,
    BackgroundWork work,
    TimeProvider time,
    ILogger<EmbeddingSetGrain> logger) : Grain, IEmbeddingSetGrain, IEmbeddingSetJobGrain, IDatasetUserGrain, IDatasetDependentGrain
{
    private EmbeddingStatus? _now;

    private EmbeddingSetId Id => EmbeddingSetId.Parse(this.GetPrimaryKeyString());

    private string Work => $"embeddings/{Id}";

    /// <inheritdoc/>
    public async Task<EmbeddingStatus> StartAsync(CancellationToken cancellationToken)
    {
        EmbeddingSetId id = Id;
        if (state.State.Status is { State: JobState.Running })
            return await GetAsync(cancellationToken);
        DatasetVersionInfo version = await GrainFactory.GetGrain<IDatasetGrain>(id.Dataset.Value).GetVersionAsync(id.Version, cancellationToken);
        await GrainFactory.GetGrain<IModelVersionGrain>(id.Model.ToString()).GetAsync(cancellationToken);
        // Listed first: a job that is wanted is found again after a crash.
        await GrainFactory.GetGrain<ICatalogGrain>(nameof(CatalogKind.Embeddings)).AddAsync(id.ToString(), cancellationToken);
        EmbeddingStatus status = new()
        {
            Dataset = new DatasetRef(id.Dataset, id.Version),
            Model = id.Model,
            State = JobState.Running,
            DoneCount = 0,
            TotalCount = version.Partitions.Sum(partition => (long)partition.ItemCount),
            EmbeddedCount = 0,
            DonePartitionCount = 0,
            PartitionCount = version.Partitions.Length,
        };
        await state.SaveAsync(new EmbeddingSetState { Status = status }, this);
        _now = status;
        Run();
        return status;
    }

    /// <inheritdoc/>
    public Task<EmbeddingStatus> GetAsync(CancellationToken cancellationToken)
    {
        if (state.State.Status is not { } stored)
            throw new GridException(GridProblem.NotFound, $"Nobody has embedded {Id.Dataset}@{Id.Version} under {Id.Model.Short}: run clipgrid embed {Id.Dataset}@{Id.Version} --model {Id.Model.Short}");
        Run();
        return Task.FromResult(_now ?? stored);
    }

    /// <inheritdoc/>
    public async Task<EmbeddingStatus> CancelAsync(CancellationToken cancellationToken)
    {
        EmbeddingStatus now = await GetAsync(cancellationToken);
        if (state.State.Status is not { State: JobState.Running })
            return now;
        // Durable before anything stops: a crash in between does not start it again.
        _now = now with { State = JobState.Cancelled };
        await state.SaveAsync(state.State with { Status = _now }, this);
        await work.CancelAsync(Work);
        DatasetVersionInfo version = await GrainFactory.GetGrain<IDatasetGrain>(Id.Dataset.Value).GetVersionAsync(Id.Version, cancellationToken);
        await Task.WhenAll(version.Partitions.Select(partition =>
            GrainFactory.GetGrain<IPartitionEmbeddingsGrain>(partition.Id.ToString()).StopEmbeddingAsync(Id.Model, cancellationToken)));
        return _now;
    }

    /// <inheritdoc/>
    public Task RecoverAsync(CancellationToken cancellationToken)
    {
        Run();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> UsesAsync(DatasetName dataset) => Task.FromResult(state.State.Status is { State: JobState.Running } && Id.Dataset == dataset);

    /// <inheritdoc/>
    public async Task ForgetAsync(DatasetName dataset)
    {
        if (Id.Dataset != dataset)
            return;
        await state.ForgetAsync(this);
        _now = null;
    }

    /// <inheritdoc/>
    public async Task ReportAsync(EmbeddingStatus status, long baseline, CancellationToken cancellationToken)
    {
        if (state.State.Status is not { State: JobState.Running } stored)
            return;
        // Progress is in the partitions; only what starts and ends the job is written here.
        if (status.State != JobState.Running || state.State.Baseline is null)
            await state.SaveAsync(new EmbeddingSetState { Status = status.State == JobState.Running ? stored : status, Baseline = baseline }, this);
        _now = status;
    }

    // Also where the job's silo has gone: whoever asks next starts it again.
    private void Run()
    {
        if (state.State.Status is not { State: JobState.Running })
            return;
        EmbeddingSetJob job = new(Id, GrainFactory, time, logger);
        long? baseline = state.State.Baseline;
        work.TryStart(Work, token => job.RunAsync(baseline, token));
    }
}
