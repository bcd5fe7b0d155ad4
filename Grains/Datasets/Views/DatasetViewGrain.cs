using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Views of a data set in the silo that is asked. It has no state, so that its calls interleave (the interface says so).</summary>
[StatelessWorker]
internal sealed class DatasetViewGrain(ItemFinder items, DatasetSurvey survey) : Grain, IDatasetViewGrain
{
    private DatasetName Name => DatasetName.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public Task<ItemPage> FindItemsAsync(int? version, ItemQuery query, CancellationToken cancellationToken) =>
        items.FindAsync(new DatasetRef(Name, version), query, cancellationToken);

    /// <inheritdoc/>
    public Task<DatasetStatistics> GetStatisticsAsync(int? version, ModelRef? model, CancellationToken cancellationToken) =>
        survey.RunAsync(new DatasetRef(Name, version), model, cancellationToken);
}
