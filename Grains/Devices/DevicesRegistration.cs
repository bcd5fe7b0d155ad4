using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Placement;

namespace ClipGrid.Grains.Devices;

/// <summary>What a silo needs to share its devices.</summary>
internal static class DevicesRegistration
{
    /// <summary>Adds the inventory and the placement of what computes.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new DeviceLedgerOptions());
        services.AddPlacementFilter<DevicePlacementStrategy, DevicePlacementDirector>(ServiceLifetime.Singleton);
        return services;
    }
}
