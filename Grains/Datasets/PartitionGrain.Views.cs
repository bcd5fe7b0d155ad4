using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Datasets.Views;
using ClipGrid.Grains.Search;
using Microsoft.Extensions.DependencyInjection;

namespace ClipGrid.Grains.Datasets;

/// <summary>Its share of what is read out of all items of a version. The items and what is retired are fixed before it leaves the turn.</summary>
internal sealed partial class PartitionGrain
{
    /// <inheritdoc/>
    public Task<ItemPage> FindMatchesAsync(int version, ItemQuery query, CancellationToken cancellationToken)
    {
        ItemQueryCheck.Check(query, leastTop: 0);
        return ViewAsync(version, (items, shown) => ItemMatches.Find(items, shown, query, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PartitionStatistics> GetStatisticsAsync(int version, ModelVersionId? model, CancellationToken cancellationToken)
    {
        // Looked up when it is needed: a silo that only keeps data sets need not have it.
        CaptionRuler? ruler = model is { } id ? await ServiceProvider.GetRequiredService<CaptionRulers>().GetAsync(id, cancellationToken) : null;
        return await ViewAsync(version, (items, shown) => PartitionSurvey.Of(items, shown, ruler, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<LabelPage> ListLabelsAsync(int version, string? after, CancellationToken cancellationToken) =>
        ViewAsync(version, (items, shown) => PartitionLabels.After(items, shown, after), cancellationToken);

    /// <inheritdoc/>
    public Task<DigestPage> ListDigestsAsync(int version, int skip, CancellationToken cancellationToken) => skip < 0
        ? throw new GridException(GridProblem.Invalid, $"The digests of partition {Id} cannot be listed from {skip}: pass over 0 or more.")
        : ViewAsync(version, (items, shown) => PartitionDigests.List(items, shown, skip), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<DigestTwins>> FindTwinsAsync(int version, ImmutableArray<string> digests, CancellationToken cancellationToken) =>
        digests.IsDefault || digests.Length > PartitionDigests.MostFound
            ? throw new GridException(GridProblem.Invalid, $"{(digests.IsDefault ? 0 : digests.Length)} pictures of partition {Id} cannot be found at once: name up to {PartitionDigests.MostFound} digests.")
            : ViewAsync(version, (items, shown) => PartitionDigests.Find(items, shown, digests), cancellationToken);

    private async Task<T> ViewAsync<T>(int version, Func<PartitionItems, RowSet, T> view, CancellationToken cancellationToken)
    {
        PartitionItems items = await ItemsAsync();
        // Read after the items are there: a delete that was acknowledged before this line is not shown.
        ImmutableSortedDictionary<string, int> retired = state.State.Retired;
        return await gate.RunAsync(() => view(items, ShownRows.Of(items, retired, version)), cancellationToken);
    }
}
