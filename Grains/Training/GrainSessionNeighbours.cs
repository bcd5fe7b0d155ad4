using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Models;

namespace ClipGrid.Grains.Training;

/// <summary>The rest of the grid, by its grains.</summary>
internal sealed class GrainSessionNeighbours(IGrainFactory grains) : ISessionNeighbours
{
    private const int PageSize = 500;

    /// <inheritdoc/>
    public Task<DatasetVersionInfo> GetDatasetAsync(DatasetRef dataset, CancellationToken cancellationToken) =>
        grains.GetGrain<IDatasetGrain>(dataset.Name.Value).GetVersionAsync(dataset.Version, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>?> FindShownKeysAsync(PartitionId partition, int version, int itemCount, CancellationToken cancellationToken)
    {
        IPartitionGrain grain = grains.GetGrain<IPartitionGrain>(partition.ToString());
        if (await grain.CountItemsAsync(version, cancellationToken).ConfigureAwait(false) == itemCount)
            return null;
        HashSet<string> keys = new(StringComparer.Ordinal);
        for (int skip = 0; ; skip += PageSize)
        {
            ImmutableArray<ItemInfo> page = (await grain.ListItemsAsync(version, skip, PageSize, cancellationToken).ConfigureAwait(false)).Items;
            keys.UnionWith(page.Select(item => item.Key));
            if (page.Length < PageSize)
                return keys;
        }
    }

    /// <inheritdoc/>
    public Task<ModelVersionInfo> ResolveModelAsync(ModelRef model, CancellationToken cancellationToken) =>
        grains.GetGrain<IModelGrain>(model.Name.Value).ResolveAsync(model.Selector, cancellationToken);

    /// <inheritdoc/>
    public Task<ModelVersionInfo> RegisterModelAsync(ModelVersionInfo version, CancellationToken cancellationToken) =>
        grains.GetGrain<IModelRegistryGrain>(version.Id.Name.Value).RegisterAsync(version, cancellationToken);

    /// <inheritdoc/>
    public Task ListAsync(SessionId id, CancellationToken cancellationToken) =>
        grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Sessions)).AddAsync(id.Value, cancellationToken);

    /// <inheritdoc/>
    public Task ReportAsync(SessionId id, SessionReport report, CancellationToken cancellationToken) =>
        grains.GetGrain<ISessionReportGrain>(id.Value).ReportAsync(report, cancellationToken);
}
