using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ClipGrid.Contracts.Client;

/// <summary>An Orleans client for a program without a host.</summary>
internal sealed class GridConnection : IAsyncDisposable
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);
    private readonly ServiceProvider _provider;

    private GridConnection(ServiceProvider provider) => _provider = provider;

    /// <summary>The grains.</summary>
    public IGrainFactory Grains => _provider.GetRequiredService<IClusterClient>();

    /// <summary>The silos that it loses.</summary>
    public GatewayLosses Losses => _provider.GetRequiredService<GatewayLosses>();

    /// <summary>Connects.</summary>
    /// <exception cref="GridException">Unavailable: nobody answers.</exception>
    public static async Task<GridConnection> OpenAsync(ClipGridClientOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddGridConnection(target => OrleansClientSetup.Copy(options, target));
        GridConnection connection = new(services.BuildServiceProvider());
        using CancellationTokenSource patience = new(options.ConnectTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            foreach (IHostedService part in connection._provider.GetServices<IHostedService>())
                await part.StartAsync(either.Token).WaitAsync(either.Token);
            return connection;
        }
        catch (Exception e)
        {
            ClientTls tls = connection._provider.GetRequiredService<ClientTls>();
            await connection.DisposeAsync();
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException("Connecting was cancelled.", e, cancellationToken);
            throw e is GridException ? e : patience.IsCancellationRequested ? ConnectionPatience.NobodyAnswers(options, tls, e) : GridFailures.Translate(e, options.Endpoint);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource patience = new(LongestGoodbye);
        try
        {
            foreach (IHostedService part in _provider.GetServices<IHostedService>().Reverse())
                await part.StopAsync(patience.Token).WaitAsync(patience.Token);
            await _provider.DisposeAsync().AsTask().WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // A silo that has gone cannot say goodbye: the sockets are closed by the process's end.
            return;
        }
    }
}
