using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Client;

/// <summary>What is read out of all items of a version together.</summary>
public sealed partial class GridDatasets
{
    /// <summary>A page of a version's items that fit a filter and have some words, in the version's order.</summary>
    /// <returns>The items, fewer than asked for where they are large, and how many fit in all: go on with a larger <see cref="ItemQuery.Skip"/>.</returns>
    /// <exception cref="GridException">NotFound; Invalid: the query.</exception>
    public Task<ItemPage> FindItemsAsync(DatasetRef dataset, ItemQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _calls.AskAsync(grains => View(grains, dataset).FindItemsAsync(dataset.Version, query, cancellationToken), cancellationToken);
    }

    /// <summary>What the items of a version are like: counts, histograms, labels, pictures that are there twice.</summary>
    /// <param name="dataset">The version.</param>
    /// <param name="model">If given, captions are counted in its tokens too, and how many it would cut.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound: data set version or model.</exception>
    public Task<DatasetStatistics> GetStatisticsAsync(DatasetRef dataset, ModelRef? model = null, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => View(grains, dataset).GetStatisticsAsync(dataset.Version, model, cancellationToken), cancellationToken);

    private static IDatasetViewGrain View(IGrainFactory grains, DatasetRef dataset) => grains.GetGrain<IDatasetViewGrain>(Demand.Key(dataset.Name));
}
