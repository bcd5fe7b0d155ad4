using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Datasets.Homes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>What a silo needs to speak for itself, and to ask the others.</summary>
internal static class SilosRegistration
{
    /// <summary>Adds the silo's voice and the memory of its log.</summary>
    public static ISiloBuilder AddSilos(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton(new OwnRole(SiloRole.All));
        silo.Services.TryAddSingleton<LivePartitions>();
        silo.Services.TryAddSingleton<ISiloReporter, SiloReporter>();
        silo.Services.AddSingleton<SiloServiceClient>();
        silo.Services.AddSingleton<SiloCall>();
        silo.Services.AddSingleton(provider => new SiloPulse(provider.GetRequiredService<SiloServiceClient>(), provider.GetRequiredService<ILocalSiloDetails>()));
        silo.Services.AddSingleton<LogRing>();
        silo.Services.AddSingleton<ILoggerProvider, LogRingProvider>();
        silo.Services.Configure<LoggerFilterOptions>(filters => filters
            .AddFilter<LogRingProvider>(category: null, LogLevel.Warning)
            .AddFilter<LogRingProvider>("ClipGrid", LogLevel.Information)
            // An error for each question after the silo's health that is answered with no would leave room for nothing else.
            .AddFilter<LogRingProvider>("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            // Orleans 10.4 measures the watchdog's first round from the machine's start and warns of it; delete this when it does not.
            .AddFilter<LogRingProvider>("Orleans.Runtime.Watchdog", LogLevel.Error));
        return silo.AddGrainService<SiloService>();
    }
}
