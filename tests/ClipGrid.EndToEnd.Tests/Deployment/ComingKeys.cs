namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>
/// Keys that deployments give and that no program in this tree reads yet. What is read by now goes from here, and with the last one
/// this file.
/// </summary>
internal static class ComingKeys
{
    public static IReadOnlyList<string> Silo { get; } =
    [
        "ClipGrid__HttpAddress", "ClipGrid__MonitorPort", "ClipGrid__MonitorAddress", "ClipGrid__Telemetry__Otlp", "ClipGrid__Access__Mode",
    ];

    public static IReadOnlyList<string> Web { get; } =
    [
        "ClipGrid__HttpAddress", "ClipGrid__MonitorPort", "ClipGrid__MonitorAddress", "ClipGrid__Telemetry__Otlp", "ClipGrid__Access__Mode",
        "ClipGrid__Access__Key", "ClipGrid__Access__Oidc__Authority", "ClipGrid__Access__Oidc__ClientId", "ClipGrid__Access__Oidc__ClientSecret",
        "ClipGrid__Access__Jwt__Authority", "ClipGrid__Access__Jwt__Audience",
    ];
}
