using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets;

/// <summary>Deleting items, and the data set.</summary>
internal sealed partial class DatasetGrain
{
    private const int MaxDeletedKeys = 10_000;
    private const int KeptDeletions = 500;

    /// <inheritdoc/>
    public async Task<int> DeleteItemsAsync(DeleteItemsRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation == default || request.Keys.IsDefaultOrEmpty || request.Keys.Length > MaxDeletedKeys || request.Keys.Any(string.IsNullOrEmpty))
            throw new GridException(GridProblem.Invalid, $"The items cannot be deleted: give an operation id and 1 to {MaxDeletedKeys:N0} keys.");
        RequireExists();
        string digest = RequestDigest.Of(request);
        if (state.State.Deletions.FirstOrDefault(deletion => deletion.Operation == request.Operation) is { } done)
            return done.RequestDigest == digest ? done.Count : throw UsedElsewhere(request.Operation);
        if (state.State.FindIngest(request.Operation) is not null || state.State.Versions.Any(version => version.Operation == request.Operation))
            throw UsedElsewhere(request.Operation);

        // An ingest that has not ended may be about to take in what is deleted now: it has to know before the items are gone.
        if (state.State.Ingests.FirstOrDefault(ingest => ingest.IsUnfinished) is { } unfinished)
            await SaveAsync(state.State.With(unfinished with { DeletedKeys = [.. unfinished.DeletedKeys.Union(request.Keys, StringComparer.Ordinal)] }));
        HashSet<string> deleted = new(StringComparer.Ordinal);
        foreach (PartitionInfo partition in await LatestPartitionsAsync(cancellationToken))
        {
            foreach (ImmutableArray<string> batch in KeyBatches.Split(request.Keys))
                deleted.UnionWith(await Partition(partition).RetireAsync(batch, 0, cancellationToken));
        }
        await SaveAsync(state.State with
        {
            Deletions = [new DeletionRecord(request.Operation, digest, deleted.Count), .. state.State.Deletions.Take(KeptDeletions - 1)],
            DeletedCount = state.State.DeletedCount + deleted.Count,
        });
        return deleted.Count;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(OperationId operation, CancellationToken cancellationToken)
    {
        if (Running is { } running)
            throw new GridException(GridProblem.WrongState, $"The data set {Name} cannot be deleted while the ingest {running.Request.Operation} runs: cancel it first.");
        if (state.State.Removals.Contains(operation))
            return;
        if (state.State is { DeletingBy: null } current && !(current.Versions.IsEmpty && current.Ingests.IsEmpty))
        {
            if (await uses.FindAsync(Name, cancellationToken) is { } user)
                throw new GridException(GridProblem.WrongState, $"The data set {Name} cannot be deleted while {user} uses it: cancel that first, or wait until it has ended.");
            await SaveAsync(current with { DeletingBy = operation });
        }
        await DeleteEverythingAsync(cancellationToken);
    }

    // May be interrupted anywhere and begun again: the state, which knows of everything, goes last.
    private async Task DeleteEverythingAsync(CancellationToken cancellationToken)
    {
        await work.StopAsync(Name);
        // By their blobs, not by the manifest: that may be gone already.
        await foreach (BlobInfo blob in store.ListAllAsync(GridPaths.Dataset(Name), cancellationToken))
        {
            if (ShardOf(blob.Name) is { } partition)
                await GrainFactory.GetGrain<IPartitionGrain>(partition.ToString()).DeleteAsync(cancellationToken);
            await store.DeleteAsync(blob.Name, BlobCondition.None, cancellationToken);
        }
        await store.DeleteAllAsync(GridPaths.Embeddings(Name), cancellationToken);
        await uses.UnlistAsync(Name, cancellationToken);
        await Catalog.RemoveAsync(Name.ToString(), cancellationToken);
        _manifests.Clear();
        if (state.State.DeletingBy is not null)
            await SaveAsync(state.State.Emptied());
    }

    // "datasets/emoji/2/shards/000007.index" is of partition emoji/2/7.
    private static PartitionId? ShardOf(string blob)
    {
        string[] parts = blob.Split('/');
        return parts is [_, var dataset, var version, "shards", var file] && file.EndsWith(".index", StringComparison.Ordinal)
            && PartitionId.TryParse($"{dataset}/{version}/{file[..^".index".Length]}", null, out PartitionId id) ? id : null;
    }
}
