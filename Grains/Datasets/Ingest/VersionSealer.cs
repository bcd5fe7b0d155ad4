using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>
/// What is done between the last checkpoint and the moment a version shows: replaced and deleted items are taken out, durably, what is left is
/// counted, and the manifest is written. All of it may be repeated.
/// </summary>
internal sealed class VersionSealer(IGrainFactory grains, IPartitionStore partitions, ManifestStore manifests, TimeProvider time)
{
    private const int MaxLabels = 10_000;

    /// <summary>Takes the items that the version replaces out of it, in the partitions of earlier versions.</summary>
    public async Task RetireReplacedAsync(IngestCheckpoint checkpoint, ImmutableArray<PartitionInfo> earlier, KnownItems known, int version, CancellationToken cancellationToken)
    {
        if (earlier.IsEmpty)
            return;
        Dictionary<int, List<string>> replaced = [];
        foreach (PartitionInfo partition in checkpoint.Partitions)
        {
            PartitionItems items = await partitions.LoadAsync(partition.Id, cancellationToken).ConfigureAwait(false);
            foreach (StoredItem item in items.Items)
            {
                if (known.FindExisting(item.Info.Key) is not { } old)
                    continue;
                if (!replaced.TryGetValue(old.Partition, out List<string>? keys))
                    replaced[old.Partition] = keys = [];
                keys.Add(item.Info.Key);
            }
        }
        foreach ((int index, List<string> keys) in replaced)
            await RetireAsync(earlier[index].Id, keys, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes deleted keys out of the ingest's own partitions.</summary>
    public async Task RetireDeletedAsync(IngestCheckpoint checkpoint, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (PartitionInfo partition in checkpoint.Partitions)
            await RetireAsync(partition.Id, keys, 0, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts what the version shows and writes its manifest.</summary>
    public async Task WriteManifestAsync(DatasetName dataset, IngestRecord ingest, IngestCheckpoint checkpoint, ImmutableArray<PartitionInfo> earlier, CancellationToken cancellationToken)
    {
        ImmutableArray<PartitionInfo> all = [.. earlier, .. checkpoint.Partitions];
        long itemCount = 0;
        SortedDictionary<string, long> labels = new(StringComparer.Ordinal);
        foreach (PartitionInfo partition in all)
        {
            await foreach (ItemInfo item in VisibleItems.ReadAsync(grains, partition.Id, ingest.Version, cancellationToken).ConfigureAwait(false))
            {
                itemCount++;
                if (item.Label is { } label && (labels.ContainsKey(label) || labels.Count < MaxLabels))
                    labels[label] = labels.GetValueOrDefault(label) + 1;
            }
        }
        DatasetVersionInfo version = new()
        {
            Dataset = dataset,
            Version = ingest.Version,
            Operation = ingest.Request.Operation,
            Source = ingest.Request.Source.Location,
            CreatedAt = time.GetUtcNow(),
            Partitions = all,
            ItemCount = itemCount,
            AddedCount = checkpoint.ItemCount,
            RefusedCount = checkpoint.RefusedCount,
            Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(all.Select(partition => partition.Digest))))),
            LabelCounts = labels.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        VersionManifest manifest = new()
        {
            FormatVersion = ManifestStore.CurrentFormat,
            Version = version,
            RefusedChunks = checkpoint.RefusedChunks,
            UnchangedCount = checkpoint.UnchangedCount,
            AddedBytes = checkpoint.ByteCount,
            AddedPartitionCount = checkpoint.Partitions.Length,
        };
        await manifests.PutAsync(manifest, cancellationToken).ConfigureAwait(false);
    }

    private async Task RetireAsync(PartitionId partition, IEnumerable<string> keys, int fromVersion, CancellationToken cancellationToken)
    {
        foreach (ImmutableArray<string> batch in KeyBatches.Split(keys))
            await grains.GetGrain<IPartitionGrain>(partition.ToString()).RetireAsync(batch, fromVersion, cancellationToken).ConfigureAwait(false);
    }
}
