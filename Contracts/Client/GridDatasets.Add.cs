using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>Bringing pictures in.</summary>
public sealed partial class GridDatasets
{
    /// <summary>
    /// Sends pictures from this machine's disk (a tar in pieces of 512 KiB, never more than one of them in memory; a piece that is lost is
    /// sent again) and waits until they are a version. Where the token is cancelled, the ingest is cancelled and nothing of it stays.
    /// </summary>
    /// <returns>The completed ingest; look at <see cref="IngestStatus.RefusedCount"/>.</returns>
    /// <exception cref="GridException">
    /// NotFound: a path. Invalid: the request, or the ingest failed, and the message says why. Conflict: the operation was used for
    /// something else. WrongState: another ingest of the data set runs.
    /// </exception>
    public async Task<IngestStatus> AddAsync(AddDatasetRequest request, IProgress<AddProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand.Key(request.Name);
        ImmutableArray<LocalFile> files = LocalFiles.OfSource(request.Paths);
        long total = TarPacking.Estimate(files);
        long sent = 0;
        progress?.Report(new AddProgress(0, total, null));
        TransferId transfer = await TarPacking.SendAsync(
            _calls,
            files,
            bytes =>
            {
                sent = bytes;
                progress?.Report(new AddProgress(bytes, Math.Max(total, bytes), null));
            },
            cancellationToken);
        try
        {
            DatasetSource source = new() { Kind = SourceKind.Transfer, Location = request.Paths.Length == 1 ? request.Paths[0] : $"{request.Paths[0]} and {request.Paths.Length - 1} more", Transfer = transfer, Format = request.Format };
            return await IngestAsync(request, source, progress, sent, cancellationToken);
        }
        finally
        {
            await Transfers.DeleteQuietlyAsync(_calls, transfer);
        }
    }

    /// <summary>As <see cref="AddAsync"/>, with the one path on the silo's machine.</summary>
    /// <exception cref="GridException">As <see cref="AddAsync"/>.</exception>
    public Task<IngestStatus> AddFromSiloAsync(AddDatasetRequest request, IProgress<AddProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Paths.IsDefault || request.Paths.Length != 1)
            throw new GridException(GridProblem.Invalid, "From a silo's disk exactly one path is added: name a folder or a file there.");
        return IngestAsync(request, new DatasetSource { Kind = SourceKind.Path, Location = request.Paths[0], Format = request.Format }, progress, 0, cancellationToken);
    }

    /// <summary>Starts an ingest and returns at once; the same operation again returns how far it is.</summary>
    /// <exception cref="GridException">Invalid: the request. Conflict: the operation was used for something else. WrongState: another ingest runs.</exception>
    public Task<IngestStatus> StartAddAsync(DatasetName name, AddItemsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.AskAsync(grains => Grain(grains, name).AddAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>How far an ingest is.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<IngestStatus> GetIngestAsync(DatasetName name, OperationId ingest, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, name).GetIngestAsync(ingest, cancellationToken), cancellationToken);

    /// <summary>Cancels an ingest; nothing of it stays. Without effect once it has ended.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<IngestStatus> CancelIngestAsync(DatasetName name, OperationId ingest, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, name).CancelIngestAsync(ingest, cancellationToken), cancellationToken);

    /// <summary>How far an ingest is: now, at every change, and when it has ended. Leaving the loop does not cancel the ingest.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public IAsyncEnumerable<IngestStatus> WatchIngestAsync(DatasetName name, OperationId ingest, CancellationToken cancellationToken = default) =>
        Polling.WatchAsync(_calls, token => GetIngestAsync(name, ingest, token), status => status.State != JobState.Running, cancellationToken);

    private async Task<IngestStatus> IngestAsync(
        AddDatasetRequest request, DatasetSource source, IProgress<AddProgress>? progress, long sent, CancellationToken cancellationToken)
    {
        try
        {
            await StartAddAsync(request.Name, new AddItemsRequest { Operation = request.Operation, Source = source, Options = request.Options }, cancellationToken);
            IngestStatus last = await Polling.LastAsync(WatchIngestAsync(request.Name, request.Operation, cancellationToken), status => progress?.Report(new AddProgress(sent, sent, status)));
            return last.State == JobState.Completed
                ? last
                : throw new GridException(last.Problem ?? GridProblem.Invalid, last.Message ?? $"The ingest into {request.Name} was {(last.State == JobState.Cancelled ? "cancelled" : "ended")}: nothing was added.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Transfers.QuietlyAsync(_calls, token => CancelIngestAsync(request.Name, request.Operation, token));
            throw;
        }
    }
}
