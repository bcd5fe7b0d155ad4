namespace ClipGrid.Contracts.Devices;

/// <summary>The devices of the grid's silos; there is one, its key is empty.</summary>
[Alias("clipgrid.IDeviceInventoryGrain")]
public interface IDeviceInventoryGrain : IGrainWithStringKey
{
    /// <summary>All devices, their leases and the queue, as they are now.</summary>
    [Alias("Get")]
    Task<DeviceInventory> GetAsync(CancellationToken cancellationToken);
}
