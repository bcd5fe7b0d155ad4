using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>
/// Statistics of a version: each partition counts its own items, all at once. Labels and digests, of which there may be as many as items,
/// come in order and page by page, so that they are counted without being held. Safe for any number of callers.
/// </summary>
internal sealed class DatasetSurvey(IGrainFactory grains)
{
    private static readonly Comparer<LabelCount> ByLabel = Comparer<LabelCount>.Create((a, b) => string.CompareOrdinal(a.Label, b.Label));

    /// <summary>What the items of a version are like.</summary>
    /// <exception cref="GridException">NotFound: version or model.</exception>
    public async Task<DatasetStatistics> RunAsync(DatasetRef dataset, ModelRef? model, CancellationToken cancellationToken)
    {
        DatasetVersionInfo version = await grains.GetGrain<IDatasetGrain>(dataset.Name.Value).GetVersionAsync(dataset.Version, cancellationToken).ConfigureAwait(false);
        ModelVersionId? ruler = model is { } named ? (await grains.GetGrain<IModelGrain>(named.Name.Value).ResolveAsync(named.Selector, cancellationToken).ConfigureAwait(false)).Id : null;
        IPartitionGrain[] partitions = [.. version.Partitions.Select(partition => grains.GetGrain<IPartitionGrain>(partition.Id.ToString()))];
        Task<LabelTally> labels = TallyLabelsAsync(partitions, version.Version, cancellationToken);
        Task<TwinTally> twins = TallyTwinsAsync(partitions, version.Version, cancellationToken);
        Task<PartitionStatistics> items = CountAsync(partitions, version.Version, ruler, cancellationToken);
        await Task.WhenAll(labels, twins, items).ConfigureAwait(false);

        LabelTally labelTally = await labels.ConfigureAwait(false);
        TwinTally twinTally = await twins.ConfigureAwait(false);
        return new DatasetStatistics
        {
            Dataset = new DatasetRef(version.Dataset, version.Version),
            Items = await items.ConfigureAwait(false),
            LabelCount = labelTally.LabelCount,
            Labels = labelTally.ToBest(),
            TwinCount = twinTally.TwinCount,
            TwinGroupCount = twinTally.GroupCount,
            Twins = await NameAsync(partitions, version.Version, twinTally.ToBest(), cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<PartitionStatistics> CountAsync(IPartitionGrain[] partitions, int version, ModelVersionId? model, CancellationToken cancellationToken)
    {
        StatisticsCounter counter = new();
        foreach (PartitionStatistics share in await Task.WhenAll(partitions.Select(partition => partition.GetStatisticsAsync(version, model, cancellationToken))).ConfigureAwait(false))
            counter.Add(share);
        return counter.ToStatistics();
    }

    private static async Task<LabelTally> TallyLabelsAsync(IPartitionGrain[] partitions, int version, CancellationToken cancellationToken)
    {
        LabelTally tally = new();
        await foreach (LabelCount label in SortedMerge.ReadAsync(partitions.Select(partition => LabelsAsync(partition, version, cancellationToken)), ByLabel, cancellationToken).ConfigureAwait(false))
            tally.Add(label);
        tally.End();
        return tally;
    }

    private static async Task<TwinTally> TallyTwinsAsync(IPartitionGrain[] partitions, int version, CancellationToken cancellationToken)
    {
        TwinTally tally = new();
        await foreach (string digest in SortedMerge.ReadAsync(partitions.Select(partition => DigestsAsync(partition, version, cancellationToken)), StringComparer.Ordinal, cancellationToken).ConfigureAwait(false))
            tally.Add(digest);
        tally.End();
        return tally;
    }

    private static async IAsyncEnumerable<LabelCount> LabelsAsync(IPartitionGrain partition, int version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        bool hasMore = true;
        while (hasMore)
        {
            LabelPage page = await partition.ListLabelsAsync(version, after, cancellationToken).ConfigureAwait(false);
            foreach (LabelCount label in page.Labels)
                yield return label;
            hasMore = page.HasMore;
            after = page.Labels.IsEmpty ? after : page.Labels[^1].Label;
        }
    }

    private static async IAsyncEnumerable<string> DigestsAsync(IPartitionGrain partition, int version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int skip = 0;
        bool hasMore = true;
        while (hasMore)
        {
            DigestPage page = await partition.ListDigestsAsync(version, skip, cancellationToken).ConfigureAwait(false);
            foreach (string digest in page.Digests)
                yield return digest;
            hasMore = page.HasMore;
            skip += page.Digests.Length;
        }
    }

    private static async Task<ImmutableArray<DigestTwins>> NameAsync(IPartitionGrain[] partitions, int version, ImmutableArray<DigestTwins> twins, CancellationToken cancellationToken)
    {
        if (twins.IsEmpty)
            return twins;
        ImmutableArray<string> digests = [.. twins.Select(group => group.Digest)];
        ImmutableArray<DigestTwins>[] found = await Task.WhenAll(partitions.Select(partition => partition.FindTwinsAsync(version, digests, cancellationToken))).ConfigureAwait(false);
        ILookup<string, string> keys = found.SelectMany(share => share).SelectMany(group => group.Keys.Select(key => (group.Digest, key))).ToLookup(entry => entry.Digest, entry => entry.key, StringComparer.Ordinal);
        return [.. twins.Select(group => group with { Keys = [.. keys[group.Digest].Take(DigestTwins.MostKeys)] })];
    }
}
