using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A real silo on loopback whose grains are small ones of the tests: it proves the client's side of the talk.</summary>
public sealed class SmallGrid : IAsyncLifetime
{
    private IHost? _host;

    /// <summary>What the small grains remember.</summary>
    internal SmallGridMemory Memory { get; } = new();

    /// <summary>Options of a client for it.</summary>
    internal ClipGridClientOptions Options { get; private set; } = new();

    /// <summary>A connected client.</summary>
    internal ClipGridClient Client { get; private set; } = null!;

    /// <summary>The silo's own grains, as a co-hosted program has them.</summary>
    internal IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        int gateway = FreePorts.Take();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(Memory);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePorts.Take(), gateway, serviceId: "clipgrid", clusterId: "clipgrid")
            .Configure<SiloMessagingOptions>(messaging =>
            {
                messaging.ResponseTimeout = TimeSpan.FromSeconds(10);
                messaging.MaxMessageBodySize = GridLimits.MessageBytes;
            }));
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
        Options = new ClipGridClientOptions { Endpoint = $"127.0.0.1:{gateway}", PollInterval = TimeSpan.FromMilliseconds(10) };
        Client = await ClipGridClient.ConnectAsync(Options, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Client is { } client)
            await client.DisposeAsync();
        if (_host is { } host)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }
    }
}
