using ClipGrid.Contracts.Access;

namespace ClipGrid.Contracts.Devices;

/// <summary>The devices of the grid's silos; there is one, its key is <see cref="Key"/>.</summary>
[Alias("clipgrid.IDeviceInventoryGrain")]
public interface IDeviceInventoryGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one: Orleans refuses an empty one.</summary>
    const string Key = "grid";

    /// <summary>All devices, their leases and the queue, as they are now.</summary>
    [Alias("Get"), AllowedFor(GridRole.Reader)]
    Task<DeviceInventory> GetAsync(CancellationToken cancellationToken);
}
