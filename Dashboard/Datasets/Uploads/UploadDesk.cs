using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;
using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>Takes uploads: they pass through to the grid as they come, but for zips, which lie in a nameless file meanwhile.</summary>
internal sealed class UploadDesk(ClipGridClient grid, UploadAftermath aftermath, IOptions<UploadOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrentCount);

    /// <summary>What may be sent.</summary>
    public UploadOptions Limits => options.Value;

    /// <summary>Takes one of the places for uploads; null if none is free. Dispose it.</summary>
    public IDisposable? TryEnter() => _places.Wait(0) ? new UploadPlace(_places) : null;

    /// <summary>Receives an upload and starts to take it in.</summary>
    /// <exception cref="GridException">What the grid or a limit refuses; nothing of the upload stays then, nor where the token is cancelled.</exception>
    /// <exception cref="BadHttpRequestException">The body cannot be read.</exception>
    public async Task<UploadAnswer> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        MultipartFiles body = MultipartFiles.Of(request, Limits);
        UploadRequest upload = await body.ReadRequestAsync(cancellationToken);
        IngestOptions ingest = upload.Settings.ToOptions();
        UploadPlan plan = UploadPlan.Strict(upload.Files, Limits);
        DatasetName name = upload.Settings.Name;
        await RequireNoIngestAsync(name, cancellationToken);
        IAsyncEnumerable<SentFile> files = body.ReadAsync(upload.Files.Length, plan, cancellationToken);
        (TransferId transfer, int count) = plan.IsZip ? await SendZipAsync(files, cancellationToken) : (await grid.Datasets.SendAsync(files, null, cancellationToken), plan.Files.Length);
        try
        {
            DatasetSource source = new() { Kind = SourceKind.Transfer, Location = upload.Location, Transfer = transfer, Format = upload.Settings.Format };
            await grid.Datasets.StartAddAsync(name, new AddItemsRequest { Operation = upload.Operation, Source = source, Options = ingest }, cancellationToken);
        }
        catch
        {
            await grid.Datasets.DiscardAsync(transfer);
            throw;
        }
        aftermath.Follow(new SentUpload(name, upload.Operation, transfer));
        return new UploadAnswer(name, upload.Operation, count);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<(TransferId Transfer, int FileCount)> SendZipAsync(IAsyncEnumerable<SentFile> files, CancellationToken cancellationToken)
    {
        StagedZip? zip = null;
        try
        {
            await foreach (SentFile file in files)
                zip = await StagedZip.ReceiveAsync(file, Limits, cancellationToken);
            return (await grid.Datasets.SendAsync(zip!.ReadAsync(cancellationToken), null, cancellationToken), zip.Plan.Files.Length);
        }
        finally
        {
            if (zip is not null)
                await zip.DisposeAsync();
        }
    }

    // Said before gigabytes are on their way for nothing.
    private async Task RequireNoIngestAsync(DatasetName name, CancellationToken cancellationToken)
    {
        try
        {
            DatasetInfo dataset = await grid.Datasets.GetAsync(name, cancellationToken);
            if (dataset.Ingests.Any(ingest => ingest.State == JobState.Running))
                throw new GridException(GridProblem.WrongState, $"Something is being added to {name} already: wait until that has ended, or cancel it.");
        }
        catch (GridException e) when (e.Problem == GridProblem.NotFound)
        {
            // It becomes a new data set.
        }
    }
}
