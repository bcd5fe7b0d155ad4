using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace ClipGrid.Contracts.Client;

/// <summary>Makes an Orleans client of ClipGrid's options.</summary>
internal static class OrleansClientSetup
{
    /// <summary>Adds an Orleans client that goes to the options' endpoints.</summary>
    public static IServiceCollection AddGridConnection(this IServiceCollection services, Action<ClipGridClientOptions> configure)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<ClipGridClientOptions>, ClipGridClientOptionsValidation>();
        services.AddOptions<ClipGridClientOptions>().Configure(configure).ValidateOnStart();
        services.AddOptions<ClusterOptions>().Configure<IOptions<ClipGridClientOptions>>((cluster, given) =>
        {
            cluster.ClusterId = given.Value.ClusterId;
            cluster.ServiceId = given.Value.ServiceId;
        });
        services.AddOptions<ClientMessagingOptions>().Configure<IOptions<ClipGridClientOptions>>((messaging, given) =>
        {
            messaging.ResponseTimeout = given.Value.ResponseTimeout;
            messaging.MaxMessageBodySize = GridLimits.MessageBytes;
        });
        services.AddSingleton<ClientTls>();
        services.AddSingleton<GatewayLosses>();
        services.AddOptions<ClientConnectionOptions>().Configure<ClientTls>((connections, tls) =>
        {
            if (tls.Files is { } files)
                connections.ConfigureConnection(files.GoToSilos);
        });
        services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayNames.RefreshPeriod);
        services.AddSingleton<IGatewayListProvider, GatewayNames>();
        return services.AddOrleansClient(client => client.AddActivityPropagation().UseConnectionRetryFilter<ConnectionPatience>().AddGatewayCountChangedHandler(HearLosses));
    }

    private static GatewayCountChangedHandler HearLosses(IServiceProvider services)
    {
        GatewayLosses losses = services.GetRequiredService<GatewayLosses>();
        return (_, change) =>
        {
            if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways)
                losses.Happen();
        };
    }

    /// <summary>Sets <paramref name="to"/> to what <paramref name="from"/> says.</summary>
    public static void Copy(ClipGridClientOptions from, ClipGridClientOptions to)
    {
        to.Endpoint = from.Endpoint;
        to.ApiKey = from.ApiKey;
        to.TlsFolder = from.TlsFolder;
        to.TlsSiloName = from.TlsSiloName;
        to.ClusterId = from.ClusterId;
        to.ServiceId = from.ServiceId;
        to.ConnectTimeout = from.ConnectTimeout;
        to.ResponseTimeout = from.ResponseTimeout;
        to.PollInterval = from.PollInterval;
    }
}
