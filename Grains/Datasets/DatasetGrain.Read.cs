using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Datasets.Ingest;

namespace ClipGrid.Grains.Datasets;

/// <summary>Versions, items and refused samples.</summary>
internal sealed partial class DatasetGrain
{
    /// <inheritdoc/>
    public async Task<DatasetInfo> GetAsync(CancellationToken cancellationToken)
    {
        RequireExists();
        ImmutableArray<DatasetVersionInfo>.Builder versions = ImmutableArray.CreateBuilder<DatasetVersionInfo>();
        for (int version = 1; version <= state.State.Versions.Length; version++)
            versions.Add((await ManifestAsync(version, cancellationToken)).Version);
        return new DatasetInfo
        {
            Name = Name,
            Versions = versions.DrainToImmutable(),
            Ingests = [.. state.State.Ingests.Select(ingest => ingest.ToStatus(Name, ingest.State == JobState.Running ? work.ProgressOf(Name) : null))],
            DeletedCount = state.State.DeletedCount,
        };
    }

    /// <inheritdoc/>
    public Task<DatasetVersionInfo> GetVersionAsync(int? version, CancellationToken cancellationToken) => VersionAsync(version, cancellationToken);

    /// <inheritdoc/>
    public async Task<RefusedPage> GetRefusedAsync(int? version, int skip, int top, CancellationToken cancellationToken)
    {
        CheckPage(skip, top);
        RequireExists();
        int count = state.State.Versions.Length;
        if ((version ?? (count == 0 ? 1 : count)) == count + 1 && state.State.Ingests.FirstOrDefault(ingest => ingest.IsUnfinished && ingest.Version == count + 1) is { } ingest)
        {
            RefusedList unfinished = new(store, Name, ingest.Version, ingest.Checkpoint.RefusedChunks);
            return new RefusedPage(await unfinished.ReadAsync(skip, top, cancellationToken), ingest.Checkpoint.RefusedCount);
        }
        DatasetVersionInfo info = await VersionAsync(version, cancellationToken);
        RefusedList list = new(store, Name, info.Version, (await ManifestAsync(info.Version, cancellationToken)).RefusedChunks);
        return new RefusedPage(await list.ReadAsync(skip, top, cancellationToken), info.RefusedCount);
    }

    /// <inheritdoc/>
    public async Task<ItemPage> ListItemsAsync(int? version, int skip, int top, CancellationToken cancellationToken)
    {
        CheckPage(skip, top);
        DatasetVersionInfo info = await VersionAsync(version, cancellationToken);
        IPartitionGrain[] partitions = [.. info.Partitions.Select(Partition)];
        int[] counts = await Task.WhenAll(partitions.Select(partition => partition.CountItemsAsync(info.Version, cancellationToken)));
        ImmutableArray<ItemInfo>.Builder items = ImmutableArray.CreateBuilder<ItemInfo>();
        long before = 0;
        for (int index = 0; index < partitions.Length && items.Count < top; before += counts[index], index++)
        {
            int inside = (int)Math.Max(0, skip + items.Count - before);
            if (inside >= counts[index])
                continue;
            int wanted = Math.Min(top - items.Count, counts[index] - inside);
            ItemPage page = await partitions[index].ListItemsAsync(info.Version, inside, wanted, cancellationToken);
            items.AddRange(page.Items);
            // The partition cut the page short so that the message stays small: this page ends here, too.
            if (page.Items.Length < wanted)
                break;
        }
        return new ItemPage(items.DrainToImmutable(), counts.Sum(count => (long)count));
    }

    /// <inheritdoc/>
    public async Task<ItemInfo> GetItemAsync(int? version, string key, CancellationToken cancellationToken)
    {
        DatasetVersionInfo info = await VersionAsync(version, cancellationToken);
        ItemInfo?[] found = await Task.WhenAll(info.Partitions.Select(partition => Partition(partition).FindItemAsync(info.Version, key, cancellationToken)));
        return found.FirstOrDefault(item => item is not null)
            ?? throw new GridException(GridProblem.NotFound, $"There is no item {GridName.Shown(key)} in {Name}@{info.Version}: list its items to see their keys.");
    }

    private IPartitionGrain Partition(PartitionInfo partition) => GrainFactory.GetGrain<IPartitionGrain>(partition.Id.ToString());
}
