using ClipGrid.Grains.Cluster.Delivery;

namespace ClipGrid.Grains.Devices;

/// <summary>
/// The inventory as silos and sessions use it; there is one, its key is that of <see cref="Contracts.Devices.IDeviceInventoryGrain"/>. It
/// keeps nothing in storage: after a start it hears anew who has what, and gives nothing away meanwhile.
/// </summary>
[Alias("clipgrid.IDeviceLeaseGrain"), FailsFast]
internal interface IDeviceLeaseGrain : IGrainWithStringKey
{
    /// <summary>A silo says what it has and what it runs; every two seconds.</summary>
    [Alias("Publish")]
    Task PublishAsync(SiloDevices devices, CancellationToken cancellationToken);

    /// <summary>A silo is about to end: it is given no further session.</summary>
    [Alias("Leave")]
    Task LeaveAsync(string silo, CancellationToken cancellationToken);

    /// <summary>
    /// A session that has no run asks for a device, again every second or two until it is given one. Who has a device already gets the
    /// same answer again.
    /// </summary>
    [Alias("Ask")]
    Task<DeviceAnswer> AskAsync(DeviceRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// A session that was given a device says every few seconds that it still has it, from the moment when it was given it. False if it
    /// has not: its run must end.
    /// </summary>
    [Alias("Renew")]
    Task<bool> RenewAsync(RunPart holder, DeviceSlot slot, CancellationToken cancellationToken);

    /// <summary>A session has no run any more, or gives up waiting.</summary>
    [Alias("Release")]
    Task ReleaseAsync(RunPart holder, CancellationToken cancellationToken);
}
