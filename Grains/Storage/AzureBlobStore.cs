using System.Collections.Immutable;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage.AzureBlobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClipGrid.Grains.Storage;

/// <summary>
/// Blobs in a container of Azure Blob storage. Requests are repeated by one pipeline (<see cref="BlobResilienceOptions"/>), the
/// library's own retries are off. A put that is answered unclearly is never repeated blindly: every put carries an id of its own,
/// which is looked for first. A reader asks block after block for what it opened, so a blob that is replaced while it is read ends
/// the reading with Conflict.
/// </summary>
public sealed class AzureBlobStore : IBlobStore
{
    private const int LargestPage = 5000;
    private readonly BlobContainerClient _container;
    private readonly BlobPipeline _pipeline;
    private readonly BlobResilienceOptions _options;
    private readonly string _where;
    private volatile bool _isReady;

    /// <summary>A store for a container, which the first call makes if there is none. Connects to nothing yet.</summary>
    /// <param name="options">Where it is, and how patient to be.</param>
    /// <param name="time">Times pauses and deadlines.</param>
    /// <param name="logger">Hears of repetitions and of the circuit.</param>
    /// <exception cref="GridException">Invalid: an option is missing or wrong.</exception>
    public AzureBlobStore(BlobStorageOptions options, TimeProvider? time = null, ILogger<AzureBlobStore>? logger = null)
        : this(options, time, logger, meter: null)
    {
    }

    internal AzureBlobStore(BlobStorageOptions options, TimeProvider? time, ILogger<AzureBlobStore>? logger, StorageMeter? meter)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options.Resilience;
        _container = Connect(options);
        _where = $"Azure container {options.Container}";
        _pipeline = new BlobPipeline(_options, _where, time ?? TimeProvider.System, logger ?? NullLogger<AzureBlobStore>.Instance, meter);
    }

    /// <inheritdoc/>
    public async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        AzureBlobUpload upload = new(_container.GetBlockBlobClient(BlobName.Check(name)), name, condition, _pipeline, _options);
        await GetReadyAsync(cancellationToken).ConfigureAwait(false);
        return await upload.RunAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        BlobClient blob = _container.GetBlobClient(BlobName.Check(name));
        await GetReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _pipeline.RunAsync($"looking for {name}", async (_, token) =>
        {
            try
            {
                BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: token).ConfigureAwait(false);
                return new BlobInfo(name, properties.ContentLength, Tags.Read(properties.ETag));
            }
            catch (RequestFailedException exception) when (AzureFaults.IsNoBlob(exception))
            {
                return null;
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        BlobClient blob = _container.GetBlobClient(BlobName.Check(name));
        range?.Check(name);
        await GetReadyAsync(cancellationToken).ConfigureAwait(false);
        AzureBlobReader reader = new(blob, name, _pipeline, range ?? new BlobRange(0, long.MaxValue), _options.BlockSize);
        try
        {
            await reader.FillAsync(0, cancellationToken).ConfigureAwait(false);
            return new BlobContent(reader.Info!, new AzureBlobStream(reader, cancellationToken));
        }
        // The range begins past the blob's end, as every range of an empty blob does.
        catch (GridException exception) when (exception.InnerException is RequestFailedException { Status: 416 })
        {
            reader.Dispose();
            BlobInfo info = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw AzureFaults.NoBlob($"reading {name}", _where);
            return new BlobContent(info, Stream.Null);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        BlobName.CheckPrefix(prefix);
        if (pageSize is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"A page of {pageSize} blobs cannot be listed: ask for 1 to {LargestPage}.");
        await GetReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _pipeline.RunAsync($"listing {prefix}*", async (_, token) =>
        {
            IAsyncEnumerable<Page<BlobItem>> pages = _container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, token).AsPages(continuation, pageSize);
            await foreach (Page<BlobItem> page in pages.ConfigureAwait(false))
            {
                ImmutableArray<BlobInfo> blobs = [.. page.Values.Select(item => new BlobInfo(item.Name, item.Properties.ContentLength ?? 0, Tags.Read(item.Properties.ETag ?? default)))];
                return new BlobPage(blobs, string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
            }
            return new BlobPage([], null);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken)
    {
        BlobClient blob = _container.GetBlobClient(BlobName.Check(name));
        await GetReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _pipeline.RunAsync($"deleting {name}", async (attempt, token) =>
        {
            try
            {
                await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, Tags.Conditions(condition), token).ConfigureAwait(false);
                return true;
            }
            // After an attempt that was answered unclearly, it was most likely that one that deleted it.
            catch (RequestFailedException exception) when (AzureFaults.IsNoBlob(exception))
            {
                return attempt > 0;
            }
            // A condition does not hold for a blob that is not there, but then there is nothing to delete either.
            catch (RequestFailedException exception) when (exception.Status is 409 or 412)
            {
                if (await blob.ExistsAsync(token).ConfigureAwait(false))
                    throw;
                return attempt > 0;
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task GetReadyAsync(CancellationToken cancellationToken)
    {
        if (_isReady)
            return;
        await _pipeline.RunAsync("making sure that there is the container", async (_, token) =>
        {
            try
            {
                await _container.CreateIfNotExistsAsync(cancellationToken: token).ConfigureAwait(false);
                return true;
            }
            // Whoever may use a container need not be allowed to make one.
            catch (RequestFailedException exception) when (exception.Status == 403)
            {
                return false;
            }
        }, cancellationToken).ConfigureAwait(false);
        _isReady = true;
    }

    private static BlobContainerClient Connect(BlobStorageOptions options)
    {
        BlobClientOptions client = new();
        client.Retry.MaxRetries = 0;
        // The pipeline's own deadline comes first: this one would be told apart from a caller's cancellation by its text only.
        client.Retry.NetworkTimeout = 2 * options.Resilience.AttemptTimeout + TimeSpan.FromSeconds(10);
        client.AddPolicy(new TornBodyPolicy(), HttpPipelinePosition.BeforeTransport);
        client.AddPolicy(new HeardDeletePolicy(), HttpPipelinePosition.PerCall);
        try
        {
            BlobServiceClient service = options.ServiceUri is { } address
                ? new BlobServiceClient(address, new DefaultAzureCredential(), client)
                : new BlobServiceClient(options.ConnectionString, client);
            return service.GetBlobContainerClient(options.Container);
        }
        // Neither the value nor the library's exception is passed on: it is a secret.
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            string key = options.ServiceUri is null ? nameof(options.ConnectionString) : nameof(options.ServiceUri);
            throw new GridException(GridProblem.Invalid, $"{BlobStorageOptions.Section}:{key} cannot be used (it is not shown here): copy it again from the storage account's page, \"Access keys\".");
        }
    }
}
