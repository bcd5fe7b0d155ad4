using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Datasets.Ingest;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets;

/// <summary>
/// A data set: what versions there are, which ingest runs, which operations were carried out. What a version holds is in its manifest; what
/// an ingest does is done by <see cref="IngestWork"/>, off the grain's turns, and reported back through <see cref="IIngestLedgerGrain"/>.
/// </summary>
[ServingPlacement]
internal sealed partial class DatasetGrain(
    [PersistentState("dataset")] IPersistentState<DatasetState> state,
    ManifestStore manifests,
    IngestWork work,
    DatasetUses uses,
    AllowedSources sources,
    IBlobStore store) : Grain, IDatasetGrain, IIngestLedgerGrain
{
    private const int LargestPage = 1000;

    private readonly Dictionary<int, VersionManifest> _manifests = [];

    private DatasetName Name => DatasetName.Parse(this.GetPrimaryKeyString());

    private ICatalogGrain Catalog => GrainFactory.GetGrain<ICatalogGrain>(nameof(CatalogKind.Datasets));

    // The one ingest that runs, or null.
    private IngestRecord? Running => state.State.Ingests.FirstOrDefault(ingest => ingest.State == JobState.Running);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Running is { } ingest && state.State.DeletingBy is null && !work.IsRunning(Name))
            return StartAsync(ingest);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RecoverAsync(CancellationToken cancellationToken) =>
        Running is { } ingest && state.State.DeletingBy is null && !work.IsRunning(Name) ? StartAsync(ingest) : Task.CompletedTask;

    private Task SaveAsync(DatasetState next) => state.SaveAsync(next, this);

    private async Task<VersionManifest> ManifestAsync(int version, CancellationToken cancellationToken)
    {
        if (!_manifests.TryGetValue(version, out VersionManifest? manifest))
            _manifests[version] = manifest = await manifests.GetAsync(Name, version, cancellationToken);
        return manifest;
    }

    private void RequireExists()
    {
        if (state.State.IsAbsent)
            throw new GridException(GridProblem.NotFound, $"There is no data set {Name}: add items to it to make it, or list what there is.");
    }

    private async Task<DatasetVersionInfo> VersionAsync(int? version, CancellationToken cancellationToken)
    {
        RequireExists();
        int count = state.State.Versions.Length;
        int wanted = version ?? count;
        if (count == 0)
            throw new GridException(GridProblem.NotFound, state.State.Ingests.FirstOrDefault() is { State: JobState.Failed } failed
                ? $"The data set {Name} has no version, because nothing could be added to it: {failed.Message}"
                : $"The data set {Name} has no completed version yet: wait until its ingest has ended.");
        if (wanted < 1 || wanted > count)
            throw new GridException(GridProblem.NotFound, $"There is no version {wanted} of the data set {Name}: ask for 1 to {count}.");
        return (await ManifestAsync(wanted, cancellationToken)).Version;
    }

    private async Task<ImmutableArray<PartitionInfo>> LatestPartitionsAsync(CancellationToken cancellationToken) =>
        state.State.Versions.IsEmpty ? [] : (await ManifestAsync(state.State.Versions.Length, cancellationToken)).Version.Partitions;

    private static void CheckPage(int skip, int top)
    {
        if (skip < 0 || top is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"A page of {top} entries from {skip} cannot be listed: ask for 1 to {LargestPage}, from 0.");
    }

    private GridException UsedElsewhere(OperationId operation) =>
        new(GridProblem.Conflict, $"The operation {operation} of the data set {Name} was another request: use a new operation id for a new request.");
}
