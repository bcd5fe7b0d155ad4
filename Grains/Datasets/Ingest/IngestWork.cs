using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.Files;
using ClipGrid.Grains.Transfers;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>The silo's running ingests, one for a data set. Reports to the data set's grain through <see cref="LedgerClient"/>. Safe for any number of callers.</summary>
internal sealed class IngestWork(
    BackgroundWork background,
    IngestEngine engine,
    VersionSealer sealer,
    ManifestStore manifests,
    IPartitionStore partitions,
    IBlobStore store,
    TransferFiles transfers,
    ScratchFolder scratch,
    IGrainFactory grains,
    QuotaOptions quotas,
    IngestMeter meter,
    TimeProvider time,
    ILogger<IngestWork> logger)
{
    private readonly ConcurrentDictionary<DatasetName, IngestProgress> _progress = [];

    /// <summary>The counters of a data set's ingest if it runs on this silo, or null.</summary>
    public IngestProgress? ProgressOf(DatasetName dataset) => _progress.GetValueOrDefault(dataset);

    /// <summary>Whether a data set's ingest runs on this silo.</summary>
    public bool IsRunning(DatasetName dataset) => background.IsRunning(KeyOf(dataset));

    /// <summary>Starts an ingest, or goes on with it.</summary>
    public void Start(DatasetName dataset, IngestRecord ingest) =>
        background.TryStart(KeyOf(dataset), cancellationToken => WorkSpans.RunAsync("ingest", $"{dataset}", () => RunAsync(dataset, ingest, cancellationToken)));

    /// <summary>Stops a data set's ingest on this silo; completes when it does nothing any more.</summary>
    public Task StopAsync(DatasetName dataset) => background.CancelAsync(KeyOf(dataset));

    /// <summary>Deletes what an ingest has written but not counted in a checkpoint: all of it for <see cref="IngestCheckpoint.None"/>.</summary>
    public async Task DeleteUncountedAsync(DatasetName dataset, int version, IngestCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        HashSet<string> kept = [.. checkpoint.Partitions.SelectMany(partition => new[] { GridPaths.Shard(partition.Id), GridPaths.ShardIndex(partition.Id) })];
        kept.UnionWith(Enumerable.Range(0, checkpoint.RefusedChunks.Length).Select(number => GridPaths.Refused(dataset, version, number)));
        await foreach (BlobInfo blob in store.ListAllAsync(GridPaths.DatasetVersion(dataset, version), cancellationToken).ConfigureAwait(false))
        {
            if (!kept.Contains(blob.Name))
                await store.DeleteAsync(blob.Name, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string KeyOf(DatasetName dataset) => $"ingest/{dataset}";

    private async Task RunAsync(DatasetName dataset, IngestRecord ingest, CancellationToken cancellationToken)
    {
        LedgerClient ledger = new(grains.GetGrain<IIngestLedgerGrain>(dataset.ToString()), new IngestClaim(ingest.Request.Operation, ingest.Run), time);
        IngestProgress progress = new(meter);
        _progress[dataset] = progress;
        meter.Running(1);
        string? sources = null;
        try
        {
            // What came as a transfer is unpacked once, however often the ingest has to wait.
            sources = scratch.NewFolder("source");
            OutagePatience patience = new($"The ingest {ingest.Request.Operation} into {dataset}", waits => progress.Waits = waits, time, logger);
            await patience.RunAsync(
                async (earlierCount, token) =>
                {
                    IngestRecord from = ingest;
                    if (earlierCount > 0)
                    {
                        IngestStart start = await ledger.ContinueAsync(token).ConfigureAwait(false);
                        if (start.IsCompleted)
                            return;
                        from = ingest.From(start);
                    }
                    progress.Begin(from.Checkpoint);
                    await IngestAsync(dataset, from, progress, ledger, sources, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            if (ingest.Request.Source.Transfer is { } transfer)
                await patience.RunAsync((_, token) => grains.GetGrain<ITransferGrain>(transfer.ToString()).DeleteAsync(token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A source that cannot be used is its sender's affair, and no fault of the silo.
            if (error is GridException { Problem: GridProblem.Invalid or GridProblem.NotFound or GridProblem.TooLarge or GridProblem.Conflict })
                logger.LogWarning("The ingest {Operation} into {Dataset} was refused: {Reason}", ingest.Request.Operation, dataset, error.Message);
            else
                logger.LogError(error, "The ingest {Operation} into {Dataset} failed.", ingest.Request.Operation, dataset);
            await ledger.FailAsync(Sentence(error), (error as GridException)?.Problem ?? GridProblem.Internal, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _progress.TryRemove(dataset, out _);
            meter.Running(-1);
            if (sources is not null)
                Directory.Delete(sources, recursive: true);
        }
    }

    private async Task IngestAsync(DatasetName dataset, IngestRecord ingest, IngestProgress progress, LedgerClient ledger, string sources, CancellationToken cancellationToken)
    {
        await DeleteUncountedAsync(dataset, ingest.Version, ingest.Checkpoint, cancellationToken).ConfigureAwait(false);
        ImmutableArray<PartitionInfo> earlier = ingest.Version == 1 ? []
            : (await manifests.GetAsync(dataset, ingest.Version - 1, cancellationToken).ConfigureAwait(false)).Version.Partitions;
        KnownItems known = await LoadKnownAsync(ingest, earlier, cancellationToken).ConfigureAwait(false);
        IngestCheckpoint checkpoint = ingest.Checkpoint;
        if (!ingest.IsSealing)
        {
            IngestJob job = new()
            {
                Dataset = dataset,
                Version = ingest.Version,
                Options = ingest.Request.Options,
                Known = known,
                Quotas = quotas,
                EarlierByteCount = earlier.Sum(partition => partition.ByteCount),
                From = ingest.Checkpoint,
                CommitAsync = ledger.CommitAsync,
                Progress = progress,
            };
            checkpoint = await TakeInAsync(job, ingest.Request, sources, cancellationToken).ConfigureAwait(false);
        }
        if (checkpoint.ItemCount == 0 && checkpoint.UnchangedCount == 0)
            throw new GridException(GridProblem.Invalid, $"No sample of {ingest.Request.Source.Location} could be taken in, {checkpoint.RefusedCount:N0} were refused: see the list of refused samples for the reasons.");
        await CompleteAsync(dataset, ingest, checkpoint, earlier, known, ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IngestCheckpoint> TakeInAsync(IngestJob job, AddItemsRequest request, string sources, CancellationToken cancellationToken)
    {
        string folder = scratch.NewFolder("ingest");
        try
        {
            ISampleSource source = await OpenAsync(request, sources, cancellationToken).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
                return await engine.RunAsync(job, source, folder, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CompleteAsync(DatasetName dataset, IngestRecord ingest, IngestCheckpoint checkpoint, ImmutableArray<PartitionInfo> earlier, KnownItems known, LedgerClient ledger, CancellationToken cancellationToken)
    {
        ImmutableArray<string> deleted = await ledger.SealAsync(cancellationToken).ConfigureAwait(false);
        await sealer.RetireReplacedAsync(checkpoint, earlier, known, ingest.Version, cancellationToken).ConfigureAwait(false);
        int handled;
        do
        {
            handled = deleted.Length;
            await sealer.RetireDeletedAsync(checkpoint, deleted, cancellationToken).ConfigureAwait(false);
            await sealer.WriteManifestAsync(dataset, ingest, checkpoint, earlier, cancellationToken).ConfigureAwait(false);
            deleted = await ledger.CompleteAsync(handled, cancellationToken).ConfigureAwait(false);
        }
        while (deleted.Length > handled);
    }

    private async Task<KnownItems> LoadKnownAsync(IngestRecord ingest, ImmutableArray<PartitionInfo> earlier, CancellationToken cancellationToken)
    {
        KnownItems known = new();
        for (int index = 0; index < earlier.Length; index++)
        {
            await foreach (ItemInfo item in VisibleItems.ReadAsync(grains, earlier[index].Id, ingest.Version - 1, cancellationToken).ConfigureAwait(false))
                known.AddExisting(item, index);
        }
        foreach (PartitionInfo partition in ingest.Checkpoint.Partitions)
        {
            foreach (StoredItem item in (await partitions.LoadAsync(partition.Id, cancellationToken).ConfigureAwait(false)).Items)
                known.Take(item.Info.Key);
        }
        return known;
    }

    private async Task<ISampleSource> OpenAsync(AddItemsRequest request, string sources, CancellationToken cancellationToken)
    {
        if (request.Source is not { Kind: SourceKind.Transfer, Transfer: { } transfer })
            return SampleSources.Open(request.Source.Location, request.Source.Format, request.Options);
        string path = Directory.EnumerateDirectories(sources).FirstOrDefault() ?? await transfers.UnpackAsync(transfer, sources, cancellationToken).ConfigureAwait(false);
        try
        {
            return SampleSources.Open(path, request.Source.Format, request.Options);
        }
        catch (GridException error) when (error.Message.Contains(path, StringComparison.Ordinal))
        {
            // The sender knows his own folder, not this silo's.
            throw new GridException(error.Problem, error.Message.Replace(path, request.Source.Location, StringComparison.Ordinal), error);
        }
    }

    private string Sentence(Exception error) => error switch
    {
        GridException => error.Message,
        _ when FileFaults.IsKnown(error) => FileFaults.Explain(error, scratch.Path, "an ingest's work").Message,
        _ => $"The ingest stopped because of a fault of ClipGrid ({error.GetType().Name}: {error.Message}): send it again to go on, and report it if it comes back.",
    };
}
