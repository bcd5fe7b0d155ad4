using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Training.Parts;

namespace ClipGrid.Grains.Training;

/// <summary>The rest of the grid, by its grains.</summary>
internal sealed class GrainSessionNeighbours(IGrainFactory grains) : ISessionNeighbours
{
    /// <inheritdoc/>
    public Task<DatasetVersionInfo> GetDatasetAsync(DatasetRef dataset, CancellationToken cancellationToken) =>
        grains.GetGrain<IDatasetGrain>(dataset.Name.Value).GetVersionAsync(dataset.Version, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>?> FindShownKeysAsync(PartitionId partition, int version, int itemCount, CancellationToken cancellationToken)
    {
        if (await grains.GetGrain<IPartitionGrain>(partition.ToString()).CountItemsAsync(version, cancellationToken).ConfigureAwait(false) == itemCount)
            return null;
        HashSet<string> keys = new(StringComparer.Ordinal);
        await foreach (ItemInfo item in VisibleItems.ReadAsync(grains, partition, version, cancellationToken).ConfigureAwait(false))
            keys.Add(item.Key);
        return keys;
    }

    /// <inheritdoc/>
    public Task<ModelVersionInfo> ResolveModelAsync(ModelRef model, CancellationToken cancellationToken) =>
        grains.GetGrain<IModelGrain>(model.Name.Value).ResolveAsync(model.Selector, cancellationToken);

    /// <inheritdoc/>
    public Task<ModelVersionInfo> RegisterModelAsync(ModelVersionInfo version, CancellationToken cancellationToken) =>
        grains.GetGrain<IModelRegistryGrain>(version.Id.Name.Value).RegisterAsync(version, cancellationToken);

    /// <inheritdoc/>
    public async Task<SessionSpecification> GetForkedAsync(CheckpointRef checkpoint, CancellationToken cancellationToken)
    {
        ISessionGrain origin = grains.GetGrain<ISessionGrain>(checkpoint.Session.Value);
        ImmutableArray<CheckpointInfo> there = await origin.GetCheckpointsAsync(cancellationToken).ConfigureAwait(false);
        return there.Any(one => one.Step == checkpoint.Step)
            ? (await origin.GetAsync(cancellationToken).ConfigureAwait(false)).Specification
            : throw new GridException(GridProblem.NotFound, $"Session {checkpoint.Session} has no checkpoint of step {checkpoint.Step}: {(there.IsEmpty ? "it has none yet." : $"take one of {string.Join(", ", there.Select(one => one.Step))}.")}");
    }

    /// <inheritdoc/>
    public Task ListAsync(SessionId id, CancellationToken cancellationToken) =>
        grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Sessions)).AddAsync(id.Value, cancellationToken);

    /// <inheritdoc/>
    public Task ReportAsync(SessionId id, SessionReport report, CancellationToken cancellationToken) =>
        grains.GetGrain<ISessionReportGrain>(id.Value).ReportAsync(report, cancellationToken);

    /// <inheritdoc/>
    public Task<PulseAnswer> PulseAsync(SessionId id, SessionPulse pulse, CancellationToken cancellationToken) =>
        grains.GetGrain<ISessionReportGrain>(id.Value).PulseAsync(pulse, cancellationToken);

    /// <inheritdoc/>
    public Task<long> TakeTicketAsync(CancellationToken cancellationToken) => grains.GetGrain<ITicketGrain>(ITicketGrain.Key).TakeAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<int> CountWaitingAsync(CancellationToken cancellationToken)
    {
        DeviceInventory inventory = await grains.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(cancellationToken).ConfigureAwait(false);
        // One that runs may wait for devices more.
        return inventory.Queue.Select(place => place.Session).Except(inventory.Devices.SelectMany(device => device.Leases).Select(lease => lease.Session)).Count();
    }

    /// <inheritdoc/>
    public Task<DeviceAnswer> AskForDeviceAsync(DeviceRequest request, CancellationToken cancellationToken) => Inventory.AskAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RenewDeviceAsync(RunPart holder, DeviceSlot slot, CancellationToken cancellationToken) => Inventory.RenewAsync(holder, slot, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseDeviceAsync(RunPart holder, CancellationToken cancellationToken) => Inventory.ReleaseAsync(holder, cancellationToken);

    /// <inheritdoc/>
    public IPartHostGrain PartOf(PartKey key) => grains.GetGrain<IPartHostGrain>(key.ToString());

    private IDeviceLeaseGrain Inventory => grains.GetGrain<IDeviceLeaseGrain>(IDeviceInventoryGrain.Key);
}
