using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Shards;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>Collects what an ingest takes and refuses, and makes it durable: shard, index, list of refused samples, then the checkpoint that counts them.</summary>
internal sealed class CheckpointWriter(IBlobStore store, IngestJob job, string scratchFolder, Action<IngestPoint> reached) : IAsyncDisposable
{
    private readonly RefusedList _refused = new(store, job.Dataset, job.Version, job.From.RefusedChunks);
    private ShardWriter? _shard;
    private IngestCheckpoint _next = job.From;

    /// <summary>The last checkpoint that is durable.</summary>
    public IngestCheckpoint Last { get; private set; } = job.From;

    /// <summary>True if the partition is as large as it may be.</summary>
    public bool IsFull => _shard is not null
        && (_shard.Items.Count >= job.Options.MaxPartitionItems || _shard.PictureBytes >= job.Options.MaxPartitionBytes);

    /// <summary>Takes an item.</summary>
    public void Append(ExaminedSample sample)
    {
        ItemInfo item = sample.Item!;
        _shard ??= new ShardWriter(new PartitionId(job.Dataset, job.Version, Last.Partitions.Length), scratchFolder);
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
        job.Progress.AddRefused();
    }

    /// <summary>Passes over a sample that the data set has.</summary>
    public void SkipUnchanged()
    {
        _next = _next with { SampleCount = _next.SampleCount + 1, UnchangedCount = _next.UnchangedCount + 1 };
        job.Progress.AddUnchanged();
    }

    /// <summary>Makes everything durable so far, if there is anything new.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_next == Last)
            return;
        if (_shard is not null)
        {
            _next = _next with { Partitions = _next.Partitions.Add(await PutShardAsync(_shard, cancellationToken).ConfigureAwait(false)) };
            await _shard.DisposeAsync().ConfigureAwait(false);
            _shard = null;
        }
        _next = _next with { RefusedChunks = await _refused.PutAsync(cancellationToken).ConfigureAwait(false) };
        reached(IngestPoint.RefusedPut);
        await job.CommitAsync(_next, cancellationToken).ConfigureAwait(false);
        Last = _next;
        reached(IngestPoint.Committed);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_shard is not null)
            await _shard.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<PartitionInfo> PutShardAsync(ShardWriter shard, CancellationToken cancellationToken)
    {
        PartitionInfo partition = shard.Complete();
        await store.PutAsync(GridPaths.Shard(partition.Id), shard.OpenFile(), BlobCondition.None, cancellationToken).ConfigureAwait(false);
        reached(IngestPoint.ShardPut);
        await store.PutAsync(GridPaths.ShardIndex(partition.Id), ShardIndex.Write(partition, shard.Items), BlobCondition.None, cancellationToken).ConfigureAwait(false);
        reached(IngestPoint.IndexPut);
        return partition;
    }
}
