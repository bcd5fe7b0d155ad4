using ClipGrid.Contracts.Tls;
using ClipGrid.Dashboard.Monitoring;

namespace ClipGrid.Silo.Hosting.Monitoring;

/// <summary>Health, metrics, traces and logs of a silo.</summary>
internal static class SiloMonitoring
{
    private const string Service = "clipgrid-silo";

    /// <summary>Adds them.</summary>
    /// <returns>Where they are served.</returns>
    /// <exception cref="Contracts.Errors.GridException">Invalid, Conflict: the settings; the sentence says what to do.</exception>
    public static MonitorSettings AddSiloMonitoring(this WebApplicationBuilder builder, GridSettings settings, GridTls? tls)
    {
        MonitorSettings monitor = MonitorSettings.Read(
            builder.Configuration,
            (Key(nameof(GridSettings.SiloPort)), settings.SiloPort),
            // Without clients and pages their ports are nobody's.
            (Key(nameof(GridSettings.GatewayPort)), settings.HasGateway ? settings.GatewayPort : 0),
            (Key(nameof(GridSettings.HttpPort)), settings.HasPages ? settings.HttpPort : 0));
        IHealthChecksBuilder checks = builder.AddClipGridMonitoring(Service, monitor, TelemetrySettings.Read(builder.Configuration));
        builder.Services.AddSingleton<DispatcherCheck>().AddSingleton<StorageCheck>().AddSingleton<TorchCheck>();
        builder.Services.AddHostedService(_ => new DataFolderGauge(settings.DataFolder));
        checks
            .AddCheck<MemberCheck>("member", tags: [HealthTag.Ready])
            .AddCheck<StorageCheck>("storage", tags: [HealthTag.Ready])
            .AddCheck<TorchCheck>("torch", tags: [HealthTag.Ready])
            .AddCheck<DispatcherCheck>("dispatcher", tags: [HealthTag.Live])
            .AddCertificateCheck(tls);
        return monitor;
    }

    private static string Key(string name) => $"{GridSettings.Section}:{name}";
}
