using ClipGrid.Dashboard.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>OpenTelemetry over what ClipGrid, Orleans, ASP.NET Core and .NET measure.</summary>
internal static class TelemetryHosting
{
    private const string Own = "ClipGrid.*";
    private const string Orleans = "Microsoft.Orleans";

    // Of Orleans' hundred instruments those that say that something is slow, lost or too much.
    private static readonly HashSet<string> OfOrleans = new(StringComparer.Ordinal)
    {
        "orleans-app-requests-latency", "orleans-app-requests-timedout", "orleans-app-requests-canceled",
        "orleans-catalog-activations", "orleans-catalog-activation-failed-to-activate",
        "orleans-messaging-expired", "orleans-messaging-rejected", "orleans-messaging-sent-failed", "orleans-messaging-sent-dropped",
        "orleans-messaging-pings-reply-missed", "orleans-scheduler-long-running-turns", "orleans-watchdog-health-checks-failed",
        "orleans-gateway-connected-clients", "orleans-client-connected-gateways",
    };

    /// <summary>Adds it: metrics for who reads them, and all three signals for a collector where one is named.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, string service, MonitorSettings monitor, TelemetrySettings settings)
    {
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            // The environment's word comes last, so that it wins.
            .ConfigureResource(resource => resource
                .AddService(service, serviceVersion: typeof(TelemetryHosting).Assembly.GetName().Version!.ToString(3))
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics => AddMetrics(metrics, monitor));
        if (!settings.IsExported)
            return;
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(nameof(ClipGrid), LogLevel.Information);
        telemetry
            .WithTracing(traces => AddTraces(traces, builder.Configuration))
            .WithLogging(configureBuilder: null, options => options.IncludeFormattedMessage = true)
            .UseOtlpExporter();
    }

    private static void AddMetrics(MeterProviderBuilder metrics, MonitorSettings monitor)
    {
        metrics
            .AddMeter(Own, Orleans, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components.Server.Circuits")
            .AddRuntimeInstrumentation()
            .AddView(instrument => instrument.Meter.Name == Orleans && !OfOrleans.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null);
        if (monitor.IsServed)
            metrics.AddPrometheusExporter();
    }

    private static void AddTraces(TracerProviderBuilder traces, ConfigurationManager configuration)
    {
        traces
            .AddSource(Own, "Microsoft.Orleans.Application")
            .AddAspNetCoreInstrumentation(requests =>
            {
                requests.Filter = IsTold;
                // A page's hub is called for every picture that it has drawn.
                requests.EnableAspNetCoreSignalRSupport = false;
            });
        // A sampler that is set in code would win over the variable.
        if (string.IsNullOrEmpty(configuration["OTEL_TRACES_SAMPLER"]))
            traces.SetSampler(new ParentBasedSampler(new QuietRoots()));
    }

    // Neither probes nor a page's files and its connection, which lasts as long as the page.
    private static bool IsTold(HttpContext context)
    {
        PathString path = context.Request.Path;
        return ApiPaths.IsForPrograms(path)
            || !Path.HasExtension(path) && !path.StartsWithSegments(HealthEndpoints.Root) && !path.StartsWithSegments("/metrics") && !path.StartsWithSegments("/_blazor");
    }
}
