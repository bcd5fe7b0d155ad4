using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Monitoring;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Storage;
using ClipGrid.Silo.Cluster;
using ClipGrid.Silo.Hosting.Monitoring;
using Microsoft.Extensions.Logging.Console;
using Orleans.Dashboard;

namespace ClipGrid.Silo.Hosting;

/// <summary>The grid in this process, over one data folder: the whole of it, or one silo of several.</summary>
internal sealed class GridHost : IAsyncDisposable
{
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(30);

    private readonly WebApplication _host;
    private readonly DataFolderGuard _guard;

    private readonly SiloCluster _cluster;

    private GridHost(WebApplication host, DataFolderGuard guard, SiloCluster cluster, GridSettings settings) =>
        (_host, _guard, _cluster, Settings) = (host, guard, cluster, settings);

    /// <summary>What it was started with.</summary>
    public GridSettings Settings { get; }

    /// <summary>Where its health and its metrics are served.</summary>
    public required MonitorSettings Monitor { get; init; }

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts it; returns when clients can come.</summary>
    /// <param name="overrides">Settings from the command line, which win over files and environment.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="GridException">A setting, the data folder or a port cannot be used; the sentence says what to do.</exception>
    public static async Task<GridHost> StartAsync(IReadOnlyDictionary<string, string?> overrides, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(overrides);
        GridSettings settings = GridSettings.Read(builder.Configuration);
        BlobStorageOptions storage = StorageHostingExtensions.ReadStorageOptions(builder.Configuration.GetSection(BlobStorageOptions.Section));
        storage.Folder ??= Path.Combine(settings.DataFolder, "blobs");
        QuotaOptions quotas = QuotaOptions.Read(builder.Configuration);
        DataFolderGuard guard = DataFolderGuard.Open(settings.DataFolder);
        SiloCluster? cluster = null;
        try
        {
            cluster = await SiloCluster.ConnectAsync(settings);
            Log(builder);
            builder.Services.AddSingleton<TimeProvider>(new SteadyClock());
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LongestShutdown);
            MonitorSettings monitor = builder.AddSiloMonitoring(settings, cluster.Tls);
            builder.Host.UseOrleans(silo =>
            {
                cluster.Join(silo).AddClipGrid(new GrainsOptions { DataFolder = settings.DataFolder, Storage = storage, Role = settings.Duty, AsksForKeys = settings.AsksForKeys, SourceFolders = settings.AllowedFolders, Quotas = quotas });
                // Also where this silo serves no pages: another one's ask it for its counters. Collecting them takes 8 ms of every second.
                if (settings.OrleansDashboard)
                    silo.AddDashboard();
            });
            WebApplication host = SiloWeb.Build(builder, settings);
            await cluster.PassAsync(host.Services, cancellationToken);
            await host.StartAsync(cancellationToken);
            return new GridHost(host, guard, cluster, settings) { Monitor = monitor };
        }
        catch
        {
            if (cluster is not null)
                await cluster.DisposeAsync();
            guard.Dispose();
            throw;
        }
    }

    /// <summary>Serves until it is cancelled.</summary>
    public static async Task ServeAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource ended = new();
        using CancellationTokenRegistration end = cancellationToken.Register(ended.SetResult);
        await ended.Task;
    }

    /// <summary>Ends running work in order, then the silo.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }
        finally
        {
            await _cluster.DisposeAsync();
            _guard.Dispose();
        }
    }

    // Results go to the output; what the silo has to say goes to the error output, and only if it matters.
    private static void Log(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddOneLineConsole();
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // Orleans 10.4 measures the watchdog's first round from the machine's start and warns of it; delete this when it does not.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        // Who was refused, and why, is told in a line of its own.
        builder.Logging.AddFilter("Orleans.Connections.Security", LogLevel.None);
        // The keys lie in the data folder, as readable as everything else in it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (builder.Configuration["Logging:LogLevel:Default"] is null)
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
    }
}
