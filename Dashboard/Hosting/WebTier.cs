using System.Net;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Tls;
using ClipGrid.Dashboard.Access;
using ClipGrid.Dashboard.Monitoring;
using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>The dashboard and the HTTP API in a process of their own, as a client of a grid; it computes nothing and never loads torch.</summary>
internal static class WebTier
{
    /// <summary>Serves until the process is asked to end; returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddOneLineConsole());
        try
        {
            WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            if (args is [HealthProbe.Option, ..])
                return await ProbeAsync(builder.Configuration.GetSection(WebTierSettings.Section), args.ElementAtOrDefault(1) ?? "", loggers.CreateLogger(nameof(ClipGrid)));
            WebTierSettings settings = WebTierSettings.Read(builder.Configuration);
            Log(builder);
            MonitorSettings monitor = MonitorSettings.Read(builder.Configuration, ($"{WebTierSettings.Section}:{nameof(WebTierSettings.HttpPort)}", settings.HttpPort));
            TlsSettings tls = TlsSettings.Read(builder.Configuration);
            builder.AddClipGridMonitoring("clipgrid-web", monitor, TelemetrySettings.Read(builder.Configuration))
                .AddWebTierChecks()
                .AddCertificateCheck(tls.Folder is { } folder ? GridTls.OfClient(folder, tls.SiloName, TimeProvider.System) : null);
            IPAddress address = HttpAddress.Read(builder.Configuration);
            AccessSettings access = AccessSettings.Read(builder.Configuration);
            bool isAsked = access.IsRequired(address);
            CurrentCaller current = new(access.Key ?? "", isAsked);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, settings.HttpPort));
            builder.Services.AddSingleton(current);
            builder.Services.AddClipGridClient(
                client => (client.Endpoint, client.ApiKey, client.TlsFolder, client.TlsSiloName) = (settings.Endpoint, access.Key, tls.Folder, tls.SiloName),
                current.ClaimAsync);
            builder.Services.AddSingleton(services => new OwnGrid(services.GetRequiredService<ClipGridClient>().AsItself()));
            builder.AddClipGridDashboard(access, isAsked);
            WebApplication app = builder.Build();
            app.MapClipGridDashboard();
            await app.StartAsync();
            LogPages(loggers.CreateLogger(nameof(ClipGrid)), HttpAddress.Url(address, settings.HttpPort), isAsked ? "It asks everybody who they are." : "It asks nobody who they are.");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is GridException or IOException or OptionsValidationException)
        {
            LogFailure(loggers.CreateLogger(nameof(ClipGrid)), e.Message);
            return 1;
        }
    }

    private static async Task<int> ProbeAsync(IConfigurationSection section, string question, ILogger logger)
    {
        if (await HealthProbe.AskAsync(section, question, CancellationToken.None) is not { } trouble)
            return 0;
        LogFailure(logger, trouble);
        return 1;
    }

    // What cannot be reached is told once, in a sentence, and not again by those who tried.
    private static void Log(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddOneLineConsole();
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.AddFilter("Orleans", LogLevel.Error);
        if (builder.Configuration["Logging:LogLevel:Default"] is null)
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
    }

    private static void LogPages(ILogger logger, Uri pages, string access) => logger.LogInformation("Its pages: {Pages} {Access}", pages, access);

    private static void LogFailure(ILogger logger, string message) => logger.LogCritical("{Message}", message);
}
