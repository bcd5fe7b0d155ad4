using ClipGrid.Contracts.Devices;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Devices;

/// <summary>The ledger, one turn at a time. No turn waits for anything: storage that does not answer must not end leases.</summary>
[ServingPlacement]
internal sealed class DeviceInventoryGrain(DeviceLedgerOptions options, TimeProvider time, ISiloStatusOracle silos, DeviceMeter meter) : Grain, IDeviceInventoryGrain, IDeviceLeaseGrain
{
    private readonly DeviceLedger _ledger = new(options, time);
    private SiloAddress[] _active = [];

    /// <inheritdoc/>
    public Task<DeviceInventory> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Ledger().Describe());

    /// <inheritdoc/>
    public Task PublishAsync(SiloDevices devices, CancellationToken cancellationToken)
    {
        Ledger().Publish(devices);
        // Every silo speaks every two seconds: that is often enough for metrics.
        meter.Show(_ledger.Count());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task LeaveAsync(string silo, CancellationToken cancellationToken)
    {
        Ledger().Leave(silo);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<DeviceAnswer> AskAsync(DeviceRequest request, CancellationToken cancellationToken) => Task.FromResult(Ledger().Ask(request));

    /// <inheritdoc/>
    public Task<bool> RenewAsync(RunPart holder, DeviceSlot slot, CancellationToken cancellationToken) => Task.FromResult(Ledger().Renew(holder, slot));

    /// <inheritdoc/>
    public Task ReleaseAsync(RunPart holder, CancellationToken cancellationToken)
    {
        Ledger().Release(holder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        meter.Show(null);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    private DeviceLedger Ledger()
    {
        SiloAddress[] active = silos.GetActiveSilos();
        if (!active.SequenceEqual(_active))
        {
            _active = active;
            _ledger.SeeActive(active.Select(silo => silo.ToParsableString()).ToHashSet(StringComparer.Ordinal));
        }
        return _ledger;
    }
}
