using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Datasets.Ingest;

namespace ClipGrid.Grains.Datasets;

/// <summary>Starting, watching and cancelling ingests.</summary>
internal sealed partial class DatasetGrain
{
    private const int KeptIngests = 20;

    /// <inheritdoc/>
    public async Task<IngestStatus> AddAsync(AddItemsRequest request, CancellationToken cancellationToken)
    {
        AddItemsCheck.Check(request);
        if (request.Source.Kind == SourceKind.Path)
            sources.Require(request.Source.Location);
        if (state.State.DeletingBy is not null)
            await DeleteEverythingAsync(cancellationToken);
        if (state.State.PastOperations.Contains(request.Operation) || state.State.Removals.Contains(request.Operation))
            throw new GridException(GridProblem.Conflict, $"The operation {request.Operation} was carried out before the data set {Name} was deleted: use a new operation id to add the items again.");
        string digest = RequestDigest.Of(request);
        if (await FindStatusAsync(request.Operation, digest, cancellationToken) is { } status && status.State != JobState.Failed)
            return status;
        if (Running is { } running)
            throw new GridException(GridProblem.WrongState, $"The ingest {running.Request.Operation} into {Name} is running: wait until it has ended, or cancel it.");
        IngestRecord? own = state.State.FindIngest(request.Operation);
        if (state.State.Ingests.FirstOrDefault(ingest => ingest.IsSealing && ingest.State == JobState.Failed) is { } sealing && sealing != own)
            throw new GridException(GridProblem.WrongState, $"The ingest {sealing.Request.Operation} into {Name} failed when its version was nearly there: send it again first.");
        await Catalog.AddAsync(Name.ToString(), cancellationToken);
        IngestRecord next = own ?? new IngestRecord { Request = request, RequestDigest = digest, Version = 0, State = JobState.Running };
        // What a failed ingest has written stays for itself only: another one writes the same version.
        int version = state.State.Versions.Length + 1;
        next = next.Version == version ? next : next with { Version = version, Checkpoint = IngestCheckpoint.None, PartitionCount = 0, DeletedKeys = [] };
        await SaveAsync(state.State with
        {
            Ingests = [next, .. state.State.Ingests.Where(ingest => ingest != own).Select(Forget).Take(KeptIngests - 1)],
        });
        await StartAsync(next);
        return state.State.FindIngest(request.Operation)!.ToStatus(Name, null);
    }

    /// <inheritdoc/>
    public async Task<IngestStatus> GetIngestAsync(OperationId ingest, CancellationToken cancellationToken) =>
        await FindStatusAsync(ingest, null, cancellationToken)
            ?? throw new GridException(GridProblem.NotFound, $"There is no ingest {ingest} into the data set {Name}: it was another data set's, or so long ago that it is forgotten.");

    /// <inheritdoc/>
    public async Task<IngestStatus> CancelIngestAsync(OperationId ingest, CancellationToken cancellationToken)
    {
        if (state.State.FindIngest(ingest) is not { IsSealing: false } record || record.State is not (JobState.Running or JobState.Failed))
            return await GetIngestAsync(ingest, cancellationToken);
        // Durable first: should the silo fall from here on, the ingest does not go on, and the next one deletes what it has left.
        await SaveAsync(state.State.With(Forget(record with { State = JobState.Cancelled, Message = null, Problem = null })));
        await work.StopAsync(Name);
        await work.DeleteUncountedAsync(Name, record.Version, IngestCheckpoint.None, cancellationToken);
        if (record.Request.Source.Transfer is { } transfer)
            await GrainFactory.GetGrain<Contracts.Transfers.ITransferGrain>(transfer.ToString()).DeleteAsync(cancellationToken);
        if (state.State.IsAbsent)
            await Catalog.RemoveAsync(Name.ToString(), cancellationToken);
        return await GetIngestAsync(ingest, cancellationToken);
    }

    // Counts stay for who asks, what the checkpoint refers to does not.
    private static IngestRecord Forget(IngestRecord ingest) => ingest.State == JobState.Completed ? ingest
        : ingest with { Checkpoint = IngestCheckpoint.None, PartitionCount = 0, DeletedKeys = [] };

    private async Task StartAsync(IngestRecord ingest)
    {
        IngestRecord started = ingest with { State = JobState.Running, Run = ingest.Run + 1, Message = null, Problem = null };
        await SaveAsync(state.State.With(started));
        // A run of the same silo that was superseded has nothing to wait for: it ends at its next report.
        await work.StopAsync(Name);
        work.Start(Name, started);
    }

    private async Task<IngestStatus?> FindStatusAsync(OperationId operation, string? digest, CancellationToken cancellationToken)
    {
        if (state.State.FindIngest(operation) is { } record)
        {
            if (digest is not null && record.RequestDigest != digest)
                throw UsedElsewhere(operation);
            return record.ToStatus(Name, record.State == JobState.Running ? work.ProgressOf(Name) : null);
        }
        int index = state.State.Versions.Select(version => version.Operation).ToList().IndexOf(operation);
        if (digest is not null && (index >= 0 && state.State.Versions[index].RequestDigest != digest || state.State.Deletions.Any(deletion => deletion.Operation == operation)))
            throw UsedElsewhere(operation);
        return index < 0 ? null : ToStatus(await ManifestAsync(index + 1, cancellationToken));
    }

    private static IngestStatus ToStatus(VersionManifest manifest) => new()
    {
        Operation = manifest.Version.Operation,
        Dataset = manifest.Version.Dataset,
        Version = manifest.Version.Version,
        State = JobState.Completed,
        ItemCount = manifest.Version.AddedCount,
        RefusedCount = manifest.Version.RefusedCount,
        UnchangedCount = manifest.UnchangedCount,
        TotalCount = manifest.Version.AddedCount + manifest.Version.RefusedCount + manifest.UnchangedCount,
        ByteCount = manifest.AddedBytes,
        PartitionCount = manifest.AddedPartitionCount,
    };
}
