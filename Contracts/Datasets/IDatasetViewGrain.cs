using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Datasets;

/// <summary>
/// What can be read out of all partitions of a data set together; the key is its <see cref="DatasetName"/>. It holds nothing, so that
/// nobody waits for the data set's own grain. All methods throw <see cref="GridException"/>.
/// </summary>
[Alias("clipgrid.IDatasetViewGrain")]
public interface IDatasetViewGrain : IGrainWithStringKey
{
    /// <summary>The items of a version that fit, in the order of <see cref="IDatasetGrain.ListItemsAsync"/>.</summary>
    /// <param name="version">The version, or null for the latest.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A page, shorter than asked for where the message would grow too large: go on after its last item.</returns>
    /// <exception cref="GridException">NotFound: no such version. Invalid: the query.</exception>
    [Alias("FindItems"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<ItemPage> FindItemsAsync(int? version, ItemQuery query, CancellationToken cancellationToken);

    /// <summary>What the items of a version are like.</summary>
    /// <param name="version">The version, or null for the latest.</param>
    /// <param name="model">Whose tokens captions are counted in, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound: no such version or model.</exception>
    [Alias("GetStatistics"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<DatasetStatistics> GetStatisticsAsync(int? version, ModelRef? model, CancellationToken cancellationToken);
}
