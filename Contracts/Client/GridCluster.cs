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

    /// <summary>The silos, and of those that have ended the last ones; one that does not answer is listed with the reason, after two seconds.</summary>
    /// <exception cref="GridException">Unavailable: no silo answers.</exception>
    public Task<ImmutableArray<SiloInfo>> GetSilosAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Silos(grains).GetAsync(cancellationToken), cancellationToken);

    /// <summary>Entries of a silo's log, of which it keeps the last 2,000: what ClipGrid says, and warnings of everything else.</summary>
    /// <param name="silo">Its name, see <see cref="SiloInfo.Name"/>.</param>
    /// <param name="afterNumber">The number after which to begin; 0 for the oldest one.</param>
    /// <param name="top">Most to return, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound: no such silo. Invalid: the number or the page. Unavailable: it does not answer.</exception>
    public Task<LogPage> GetLogAsync(string silo, long afterNumber = 0, int top = 200, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return _calls.AskAsync(grains => Silos(grains).GetLogAsync(silo, afterNumber, top, cancellationToken), cancellationToken);
    }

    /// <summary>What a silo was configured with, secrets hidden; defaults are not listed.</summary>
    /// <param name="silo">Its name, see <see cref="SiloInfo.Name"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound: no such silo. Unavailable: it does not answer.</exception>
    public Task<ImmutableArray<ConfigurationEntry>> GetConfigurationAsync(string silo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return _calls.AskAsync(grains => Silos(grains).GetConfigurationAsync(silo, cancellationToken), cancellationToken);
    }

    private static ISilosGrain Silos(IGrainFactory grains) => grains.GetGrain<ISilosGrain>(0);
}
