using System.Net;
using System.Net.Sockets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Silo.Hosting;

/// <summary>The section <c>ClipGrid</c> of the configuration: appsettings.json, environment (<c>ClipGrid__DataFolder</c>), command line.</summary>
internal sealed class GridSettings
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid";

    private const int LargestPort = 65_535;

    /// <summary>The folder for everything that this silo keeps on its own disk.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Port for other silos, on loopback.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for clients, on loopback.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>Port for browsers and HTTP, on loopback.</summary>
    public int HttpPort { get; set; } = 8_080;

    /// <summary>Whether it serves the dashboard and the HTTP API; without them it listens on no port for HTTP.</summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>Whether the dashboard brings the Orleans dashboard along, the runtime's own counters, for whoever is at this machine.</summary>
    public bool OrleansDashboard { get; set; } = true;

    /// <summary>How this silo finds the others.</summary>
    public ClusteringSettings Clustering { get; set; } = new();

    /// <summary>The settings of a configuration, if a silo can start with them.</summary>
    /// <exception cref="GridException">Invalid: one is out of range or of another type, with its key. Conflict: a port is taken.</exception>
    public static GridSettings Read(IConfiguration configuration)
    {
        GridSettings settings = new();
        try
        {
            configuration.GetSection(Section).Bind(settings);
        }
        // "Failed to convert configuration value 'abc' at 'ClipGrid:SiloPort' to type 'System.Int32'."
        catch (InvalidOperationException exception)
        {
            string message = exception.Message
                .Replace("to type 'System.Int32'", "to a whole number", StringComparison.Ordinal)
                .Replace("to type 'System.Boolean'", "to true or false", StringComparison.Ordinal);
            throw new GridException(GridProblem.Invalid, $"{message} Correct it in appsettings.json or in the environment.", exception);
        }
        settings.Check();
        settings.Clustering.Check(configuration.GetSection(ClusteringSettings.Section));
        return settings;
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(DataFolder)} is empty: name a folder, or leave the key out for \"data\".");
        DataFolder = Path.GetFullPath(DataFolder);
        RequirePort(nameof(SiloPort), "--silo-port", SiloPort);
        RequirePort(nameof(GatewayPort), "--gateway-port", GatewayPort);
        if (Dashboard)
            RequirePort(nameof(HttpPort), "--http-port", HttpPort);
        RequireDifferent(nameof(SiloPort), SiloPort, nameof(GatewayPort), GatewayPort);
        if (!Dashboard)
            return;
        RequireDifferent(nameof(SiloPort), SiloPort, nameof(HttpPort), HttpPort);
        RequireDifferent(nameof(GatewayPort), GatewayPort, nameof(HttpPort), HttpPort);
    }

    private static void RequireDifferent(string key, int port, string otherKey, int otherPort)
    {
        if (port == otherPort)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} and {Section}:{otherKey} are both {port}: give each its own.");
    }

    private static void RequirePort(string key, string option, int port)
    {
        if (port is < 1 or > LargestPort)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} is {port}: give 1 to {LargestPort}.");
        try
        {
            using TcpListener probe = new(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException)
        {
            throw new GridException(GridProblem.Conflict, $"Port {port} is in use: another silo may be running. End it, or set {Section}:{key} to a free port ({option} PORT).");
        }
    }
}
