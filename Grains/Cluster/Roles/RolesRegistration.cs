using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>What a silo needs to have a role, and to know those of the others.</summary>
internal static class RolesRegistration
{
    /// <summary>Gives the silo its role, and tells the others.</summary>
    public static ISiloBuilder AddRole(this ISiloBuilder silo, SiloRole role)
    {
        silo.Services.AddSingleton(new OwnRole(role));
        return silo.UseSiloMetadata(new Dictionary<string, string> { [SiloRoles.Key] = role.ToString() });
    }

    /// <summary>Adds the placement of grains by their silos' roles, once.</summary>
    public static IServiceCollection AddPlacementByRole(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(SiloRoles)))
            return services;
        // Without roles, as in small clusters of tests, nobody tells any.
        services.AddSingleton(provider => new SiloRoles(provider.GetService<ISiloMetadataCache>()));
        services.AddSingleton<ServingPlacementDirector>();
        return services.AddPlacementFilter<ServingPlacementStrategy, ServingPlacementDirector>(ServiceLifetime.Singleton);
    }
}
