using ClipGrid.Contracts.Tls;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>Puts health, metrics, traces and logs for those who run the grid into a process.</summary>
public static class MonitoringExtensions
{
    private const string HealthLog = "Microsoft.Extensions.Diagnostics.HealthChecks";
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Adds them. Call it after the console's log and before what may take long to start: health is served from then on. Without a port and a
    /// collector nothing is measured.
    /// </summary>
    /// <param name="builder">The process.</param>
    /// <param name="service">What it is, as collectors name it.</param>
    /// <param name="monitor">Where it is served.</param>
    /// <param name="telemetry">Where it is sent.</param>
    /// <returns>For the process's own checks.</returns>
    public static IHealthChecksBuilder AddClipGridMonitoring(this WebApplicationBuilder builder, string service, MonitorSettings monitor, TelemetrySettings telemetry)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentNullException.ThrowIfNull(telemetry);
        builder.Services.TryAddSingleton(TimeProvider.System);
        // It would write an error for each question that is answered with no, and who asks has the answer.
        builder.Logging.AddFilter(HealthLog, LogLevel.None);
        if (monitor.IsServed || telemetry.IsExported)
        {
            builder.AddTelemetry(service, monitor, telemetry);
            builder.Services.AddSingleton<IHealthCheckPublisher, HealthGauge>();
            builder.Services.Configure<HealthCheckPublisherOptions>(options => (options.Delay, options.Period) = (TimeSpan.FromSeconds(1), BetweenChecks));
        }
        if (monitor.IsServed)
        {
            builder.Services.AddSingleton(monitor);
            builder.Services.AddHostedService<MonitorServer>();
        }
        return builder.Services.AddHealthChecks()
            .AddCheck<StartedCheck>("start", tags: [HealthTag.Startup])
            .AddCheck<ServingCheck>("process", tags: [HealthTag.Ready]);
    }

    /// <summary>Adds what a web tier checks of itself.</summary>
    internal static IHealthChecksBuilder AddWebTierChecks(this IHealthChecksBuilder checks)
    {
        checks.Services.AddSingleton<GridConnectionCheck>();
        return checks.AddCheck<GridConnectionCheck>("grid", tags: [HealthTag.Ready]);
    }

    /// <summary>Adds a look at the certificate of a process that speaks TLS.</summary>
    /// <param name="checks">The process's checks.</param>
    /// <param name="tls">Its files, or null: it speaks none.</param>
    public static IHealthChecksBuilder AddCertificateCheck(this IHealthChecksBuilder checks, GridTls? tls)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return tls is null ? checks : checks.Add(new HealthCheckRegistration(
            "certificate", services => new CertificateCheck(tls, services.GetRequiredService<TimeProvider>()), failureStatus: null, tags: [HealthTag.Ready]));
    }
}
