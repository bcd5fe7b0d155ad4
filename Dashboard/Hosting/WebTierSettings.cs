namespace ClipGrid.Dashboard.Hosting;

/// <summary>The section <c>ClipGrid</c> of a web tier's configuration: appsettings.json, environment (<c>ClipGrid__Endpoint</c>), command line.</summary>
internal sealed class WebTierSettings
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid";

    /// <summary>A silo's gateway, host:port.</summary>
    public string Endpoint { get; set; } = "127.0.0.1:30000";

    /// <summary>Port for browsers and HTTP, on loopback.</summary>
    public int HttpPort { get; set; } = 8_080;
}
