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
    /// <param name="services">The host's.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="caller">For whom each call is; null for whoever has the options' key.</param>
    public static IServiceCollection AddClipGridClient(this IServiceCollection services, Action<ClipGridClientOptions> configure, Func<ValueTask<CallerClaim>>? caller = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddGridConnection(configure);
        services.AddSingleton(provider => new ClipGridClient(
            provider.GetRequiredService<IClusterClient>(),
            provider.GetRequiredService<IOptions<ClipGridClientOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            caller,
            provider.GetRequiredService<GatewayLosses>()));
        services.AddSingleton<IHostedService>(provider => new ReleaseCheckAtStart(provider.GetRequiredService<ClipGridClient>().AsItself()));
        return services;
    }
}
