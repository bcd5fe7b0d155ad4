using System.Threading.Channels;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Access;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>
/// Deletes the bytes of an upload once its ingest has ended, also where the page that sent them is long gone. What this process does not
/// live to delete, the grid deletes after a day.
/// </summary>
internal sealed partial class UploadAftermath(OwnGrid own, ILogger<UploadAftermath> logger) : BackgroundService
{
    private readonly Channel<SentUpload> _sent = Channel.CreateUnbounded<SentUpload>();

    /// <summary>Looks after an upload from now on.</summary>
    public void Follow(SentUpload upload) => _sent.Writer.TryWrite(upload);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(_sent.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = -1, CancellationToken = stoppingToken }, EndAsync);

    private async ValueTask EndAsync(SentUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (IngestStatus _ in own.Client.Datasets.WatchIngestAsync(upload.Dataset, upload.Operation, cancellationToken))
            {
                // Only its end matters.
            }
        }
        catch (GridException e)
        {
            LogLost(logger, upload.Operation.ToString(), e.Message);
        }
        await own.Client.Datasets.DiscardAsync(upload.Transfer);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ingest {Operation} of an upload could not be followed to its end: {Reason}")]
    private static partial void LogLost(ILogger logger, string operation, string reason);
}
