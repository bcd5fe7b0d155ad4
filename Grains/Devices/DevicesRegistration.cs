using ClipGrid.Grains.Cluster.Roles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Placement;

namespace ClipGrid.Grains.Devices;

/// <summary>What a silo needs to share its devices.</summary>
internal static class DevicesRegistration
{
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(10);

    /// <summary>Adds the inventory and the placement of what computes.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlacementByRole();
        services.TryAddSingleton(new DeviceLedgerOptions());
        services.TryAddSingleton<DeviceMeter>();
        services.AddPlacementFilter<DevicePlacementStrategy, DevicePlacementDirector>(ServiceLifetime.Singleton);
        return services;
    }

    /// <summary>Adds this silo's own devices to the inventory. Besides, the silo has an <see cref="IRunningSessions"/>.</summary>
    public static IServiceCollection AddDevicePublisher(this IServiceCollection services)
    {
        services.TryAddSingleton(new OwnRole(SiloRole.All));
        services.AddSingleton(provider => new NvidiaSmi("nvidia-smi", LongestProbe, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DeviceProbe>();
        services.AddSingleton<DevicePublisher>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<DevicePublisher>());
        return services;
    }
}
