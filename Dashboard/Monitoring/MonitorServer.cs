using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>
/// Serves health and metrics on a port of their own, with nothing else there, whether the process serves pages or not. It starts before the
/// rest and ends after it, so that the start and the end can be watched too.
/// </summary>
internal sealed class MonitorServer(MonitorSettings settings, HealthCheckService health, MeterProvider meters, IConfiguration configuration, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private const int MostConnections = 100;
    private WebApplication? _app;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Empty: neither the configuration nor the environment may add another address.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(health);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.MapHealth(tellsWhy: true);
        // Where somebody has turned OpenTelemetry off there is nothing to read.
        if (!string.Equals(configuration["OTEL_SDK_DISABLED"], bool.TrueString, StringComparison.OrdinalIgnoreCase))
            _app.MapPrometheusScrapingEndpoint("/metrics", meters, configureBranchedPipeline: null, optionsName: null).DisableHttpMetrics();
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            throw new GridException(GridProblem.Conflict, $"Port {settings.Port} is in use by now: end who has it, or set ClipGrid:MonitorPort to a free port.", error);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        if (settings.Address is { } address)
            kestrel.Listen(address, settings.Port);
        else
            kestrel.ListenAnyIP(settings.Port);
    }
}
