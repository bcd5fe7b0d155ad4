using System.Net;
using ClipGrid.Contracts.Errors;

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

    /// <summary>The settings of a configuration.</summary>
    /// <exception cref="GridException">Invalid: the port, with its key.</exception>
    public static WebTierSettings Read(IConfiguration configuration)
    {
        WebTierSettings settings = new();
        try
        {
            configuration.GetSection(Section).Bind(settings);
        }
        catch (InvalidOperationException exception)
        {
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(HttpPort)} is \"{configuration[$"{Section}:{nameof(HttpPort)}"]}\": give 1 to {IPEndPoint.MaxPort}.", exception);
        }
        if (settings.HttpPort is < 1 or > IPEndPoint.MaxPort)
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(HttpPort)} is {settings.HttpPort}: give 1 to {IPEndPoint.MaxPort}.");
        return settings;
    }
}
