using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Client;

/// <summary>The grid itself; a part of <see cref="ClipGridClient"/>, which says what every method throws.</summary>
public sealed class GridCluster
{
    private readonly GridCalls _calls;

    internal GridCluster(GridCalls calls) => _calls = calls;

    /// <summary>Checks torch, device, storage and cluster as the silo that answers sees them.</summary>
    /// <exception cref="GridException">Unavailable: no silo answers.</exception>
    public Task<ImmutableArray<CheckResult>> CheckAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => grains.GetGrain<IDoctorGrain>(0).CheckAsync(cancellationToken), cancellationToken);

    /// <summary>The release of the silo that answers, for example 0.1.0.</summary>
    /// <exception cref="GridException">Unavailable: no silo answers.</exception>
    public Task<string> GetVersionAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => grains.GetGrain<IDoctorGrain>(0).GetVersionAsync(cancellationToken), cancellationToken);

    /// <summary>The devices of all silos, who has them, and which sessions wait for one.</summary>
    /// <exception cref="GridException">Unavailable: no silo answers.</exception>
    public Task<DeviceInventory> GetDevicesAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => grains.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(cancellationToken), cancellationToken);
}
