using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ClipGrid.Contracts.Client;

/// <summary>Registers the client.</summary>
public static class ClipGridClientExtensions
{
    /// <summary>
    /// Adds a <see cref="ClipGridClient"/> that connects when the host starts. The start fails with a
    /// <see cref="Errors.GridException"/> where no grid answers in time (Unavailable) or it is of another release (WrongState). A silo that
    /// hosts the program itself needs no connection: register <c>new ClipGridClient(grainFactory)</c> there instead.
    /// </summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddClipGridClient(this IServiceCollection services, Action<ClipGridClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddGridConnection(configure);
        services.AddSingleton(provider => new ClipGridClient(
            provider.GetRequiredService<IClusterClient>(),
            provider.GetRequiredService<IOptions<ClipGridClientOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService, ReleaseCheckAtStart>();
        return services;
    }
}
