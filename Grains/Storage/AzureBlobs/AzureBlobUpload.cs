using System.Buffers;
using System.Buffers.Binary;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>
/// One put: a single request if one block is enough, else blocks in parallel and then their list, which is what makes the blob
/// appear. Memory is bounded by the blocks under way.
/// </summary>
internal sealed class AzureBlobUpload(BlockBlobClient blob, string name, BlobCondition condition, BlobPipeline pipeline, BlobResilienceOptions options)
{
    private const string OperationKey = "clipgridoperation";
    private const int MostBlocks = 50_000;
    private readonly Guid _operation = Guid.NewGuid();
    private readonly string _action = $"writing {name}";
    private readonly List<string> _blocks = [];
    private long _length;

    private Dictionary<string, string> Metadata => new() { [OperationKey] = _operation.ToString("N") };

    /// <summary>Writes the content.</summary>
    public async Task<BlobInfo> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] first = ArrayPool<byte>.Shared.Rent(options.BlockSize);
        int count = await ReadBlockAsync(content, first, cancellationToken).ConfigureAwait(false);
        if (count == options.BlockSize)
        {
            await StageAllAsync(content, first, cancellationToken).ConfigureAwait(false);
            return await CommitAsync(CommitBlocksAsync, cancellationToken).ConfigureAwait(false);
        }
        _length = count;
        BlobInfo written = await CommitAsync(token => PutWholeAsync(first, count, token), cancellationToken).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(first);
        return written;
    }

    /// <summary>
    /// Sends what makes the blob appear. An earlier attempt may have succeeded without our hearing of it: then the blob carries our
    /// operation's id, and its condition holds no more because of ourselves.
    /// </summary>
    private Task<BlobInfo> CommitAsync(Func<CancellationToken, Task<ETag>> sendAsync, CancellationToken cancellationToken) =>
        pipeline.RunAsync(_action, async (attempt, token) =>
        {
            if (attempt > 0 && await FindOwnAsync(token).ConfigureAwait(false) is { } done)
                return done;
            try
            {
                return new BlobInfo(name, _length, Tags.Read(await sendAsync(token).ConfigureAwait(false)));
            }
            catch (RequestFailedException exception) when (exception.Status is 409 or 412 && attempt > 0)
            {
                return await FindOwnAsync(token).ConfigureAwait(false) ?? throw Conflict(exception);
            }
            // Azure drops the blocks that are no part of the list that another writer sends.
            catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.InvalidBlockList)
            {
                throw new GridException(condition == BlobCondition.None ? GridProblem.Unavailable : GridProblem.Conflict, $"Somebody else wrote the blob {name} at the same time, and this put was dropped: read it and decide again.", exception);
            }
        }, cancellationToken);

    private async Task<BlobInfo?> FindOwnAsync(CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            bool isOwn = found.Metadata.TryGetValue(OperationKey, out string? operation) && operation == _operation.ToString("N");
            return isOwn ? new BlobInfo(name, found.ContentLength, Tags.Read(found.ETag)) : null;
        }
        catch (RequestFailedException exception) when (AzureFaults.IsNoBlob(exception))
        {
            return null;
        }
    }

    private async Task<ETag> PutWholeAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        using MemoryStream body = new(buffer, 0, count, writable: false);
        BlobUploadOptions request = new() { Conditions = Tags.Conditions(condition), Metadata = Metadata };
        return (await blob.UploadAsync(body, request, cancellationToken).ConfigureAwait(false)).Value.ETag;
    }

    private async Task<ETag> CommitBlocksAsync(CancellationToken cancellationToken)
    {
        CommitBlockListOptions request = new() { Conditions = Tags.Conditions(condition), Metadata = Metadata };
        return (await blob.CommitBlockListAsync(_blocks, request, cancellationToken).ConfigureAwait(false)).Value.ETag;
    }

    private async Task StageAllAsync(Stream content, byte[] first, CancellationToken cancellationToken)
    {
        List<Task> running = [];
        using SemaphoreSlim slots = new(options.Parallelism);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            byte[] buffer = first;
            for (int count = options.BlockSize; count > 0;)
            {
                await slots.WaitAsync(stop.Token).ConfigureAwait(false);
                running.RemoveAll(task => task.IsCompletedSuccessfully);
                running.Add(StageAsync(NextBlock(count), buffer, count, slots, stop));
                buffer = ArrayPool<byte>.Shared.Rent(options.BlockSize);
                count = await ReadBlockAsync(content, buffer, stop.Token).ConfigureAwait(false);
            }
            ArrayPool<byte>.Shared.Return(buffer);
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            // The block that failed cancelled the rest, and is the reason.
            if (exception is OperationCanceledException && running.FirstOrDefault(task => task.IsFaulted) is { } failed)
                await failed.ConfigureAwait(false);
            throw;
        }
    }

    private async Task StageAsync(string block, byte[] buffer, int count, SemaphoreSlim slots, CancellationTokenSource stop)
    {
        try
        {
            await pipeline.RunAsync(_action, async (_, token) =>
            {
                using MemoryStream body = new(buffer, 0, count, writable: false);
                await blob.StageBlockAsync(block, body, options: null, token).ConfigureAwait(false);
                return true;
            }, stop.Token).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer);
            slots.Release();
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private string NextBlock(int count)
    {
        if (_blocks.Count == MostBlocks)
            throw new GridException(GridProblem.TooLarge, $"The blob {name} is larger than {MostBlocks} blocks of {options.BlockSize} bytes: raise {BlobStorageOptions.Section}:Resilience:BlockSize.");
        Span<byte> id = stackalloc byte[20];
        _operation.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], _blocks.Count);
        _blocks.Add(Convert.ToBase64String(id));
        _length += count;
        return _blocks[^1];
    }

    private Task<int> ReadBlockAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(buffer.AsMemory(0, options.BlockSize), options.BlockSize, throwOnEndOfStream: false, cancellationToken).AsTask();

    private GridException Conflict(Exception inner) =>
        new(GridProblem.Conflict, $"The blob {name} is not the one that was expected: somebody else changed it first; read it and decide again.", inner);
}
