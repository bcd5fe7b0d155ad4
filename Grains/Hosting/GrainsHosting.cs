using ClipGrid.Contracts.Cluster;
using ClipGrid.Grains.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace ClipGrid.Grains.Hosting;

/// <summary>Puts the grid's parts into a silo.</summary>
public static class GrainsHosting
{
    /// <summary>Adds all grains and what they drive. Clustering and ports are the caller's.</summary>
    public static ISiloBuilder AddClipGrid(this ISiloBuilder silo, GrainsOptions options)
    {
        silo.Configure<SiloMessagingOptions>(messages => messages.MaxMessageBodySize = GridLimits.MessageBytes);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services
            .AddClipGridStorage(options.Storage)
            .AddSingleton<BackgroundWork>()
            .AddSingleton<Recovery>()
            .AddSingleton<GridChecks>()
            .AddHostedService<GridLifetime>();
        return silo.AddBlobGrainStorageAsDefault();
    }
}
