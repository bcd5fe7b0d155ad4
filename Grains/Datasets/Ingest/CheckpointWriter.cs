using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Shards;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>
/// Collects what an ingest takes and refuses, and makes it durable: shard, index, list of refused samples, then the checkpoint that counts
/// them. That happens beside the collecting of what comes next, one checkpoint at a time.
/// </summary>
internal sealed class CheckpointWriter(IBlobStore store, IngestJob job, string scratchFolder, Action<IngestPoint> reached) : IAsyncDisposable
{
    private readonly RefusedList _refused = new(store, job.Dataset, job.Version, job.From.RefusedChunks);
    private ShardWriter? _shard;
    private IngestCheckpoint _next = job.From;
    private IngestCheckpoint _begun = job.From;
    private Task _pending = Task.CompletedTask;

    /// <summary>True if the partition is as large as it may be.</summary>
    public bool IsFull => _shard is not null
        && (_shard.Items.Count >= job.Options.MaxPartitionItems || _shard.PictureBytes >= job.Options.MaxPartitionBytes);

    /// <summary>Takes an item.</summary>
    public void Append(ExaminedSample sample)
    {
        ItemInfo item = sample.Item!;
        _shard ??= new ShardWriter(new PartitionId(job.Dataset, job.Version, _begun.Partitions.Length), scratchFolder);
        _shard.Append(item, sample.Sample.Picture.Span);
        job.Known.Take(item.Key);
        _next = _next with { SampleCount = _next.SampleCount + 1, ItemCount = _next.ItemCount + 1, ByteCount = _next.ByteCount + item.ByteCount };
        job.Progress.AddItem(item.ByteCount);
    }

    /// <summary>Refuses a sample.</summary>
    public void Refuse(RefusedSample refusal)
    {
        _refused.Add(refusal);
        _next = _next with { SampleCount = _next.SampleCount + 1, RefusedCount = _next.RefusedCount + 1 };
        job.Progress.AddRefused(refusal.Reason);
    }

    /// <summary>Passes over a sample that the data set has.</summary>
    public void SkipUnchanged()
    {
        _next = _next with { SampleCount = _next.SampleCount + 1, UnchangedCount = _next.UnchangedCount + 1 };
        job.Progress.AddUnchanged();
    }

    /// <summary>Begins to make everything so far durable, once what was begun before is. Throws what went wrong with that.</summary>
    public async Task BeginCommitAsync(CancellationToken cancellationToken)
    {
        await _pending.ConfigureAwait(false);
        if (_next == _begun)
            return;
        PartitionInfo? partition = _shard?.Complete();
        RefusedChunk? refused = _refused.TakeChunk();
        _next = _next with { Partitions = partition is null ? _next.Partitions : _next.Partitions.Add(partition), RefusedChunks = _refused.Chunks };
        (ShardWriter? shard, IngestCheckpoint checkpoint) = (_shard, _next);
        (_shard, _begun) = (null, _next);
        _pending = Task.Run(() => PutAsync(shard, partition, refused, checkpoint, cancellationToken), CancellationToken.None);
    }

    /// <summary>Makes everything durable; returns the checkpoint.</summary>
    public async Task<IngestCheckpoint> CommitAsync(CancellationToken cancellationToken)
    {
        await BeginCommitAsync(cancellationToken).ConfigureAwait(false);
        await _pending.ConfigureAwait(false);
        return _begun;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its failure was thrown by the commit after it, or something else has failed already.
        await _pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_shard is not null)
            await _shard.DisposeAsync().ConfigureAwait(false);
    }

    private async Task PutAsync(ShardWriter? shard, PartitionInfo? partition, RefusedChunk? refused, IngestCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        if (shard is not null && partition is not null)
        {
            await using (shard.ConfigureAwait(false))
            {
                await store.PutAsync(GridPaths.Shard(partition.Id), shard.OpenFile(), BlobCondition.None, cancellationToken).ConfigureAwait(false);
                reached(IngestPoint.ShardPut);
                await store.PutAsync(GridPaths.ShardIndex(partition.Id), ShardIndex.Write(partition, shard.Items), BlobCondition.None, cancellationToken).ConfigureAwait(false);
                reached(IngestPoint.IndexPut);
            }
        }
        if (refused is not null)
            await store.PutAsync(refused.Name, refused.Lines, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        reached(IngestPoint.RefusedPut);
        await job.CommitAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        reached(IngestPoint.Committed);
    }
}
