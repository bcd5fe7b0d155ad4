using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Access;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Silo.Cluster;

namespace ClipGrid.Silo.Hosting;

/// <summary>The section <c>ClipGrid</c> of the configuration: appsettings.json, environment (<c>ClipGrid__DataFolder</c>), command line.</summary>
internal sealed class GridSettings
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid";

    private const int LargestPort = 65_535;

    /// <summary>The folder for everything that this silo keeps on its own disk.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>A name of <see cref="SiloRole"/>.</summary>
    public string Role { get; set; } = nameof(SiloRole.All);

    /// <summary>The address by which other silos and clients reach it, and the only one on which it listens for them.</summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Whether <see cref="Address"/> may be one that the internet reaches.</summary>
    public bool AllowPublicAddress { get; set; }

    /// <summary>Port for other silos.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port that it listens on for other silos, where something on its address passes <see cref="SiloPort"/> on to it; null: that one.</summary>
    public int? SiloListenPort { get; set; }

    /// <summary>Port for clients.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>Port for browsers and HTTP.</summary>
    public int HttpPort { get; set; } = 8_080;

    /// <summary>Whether it serves the dashboard and the HTTP API; without them it listens on no port for HTTP. Null: as its role has it.</summary>
    public bool? Dashboard { get; set; }

    /// <summary>Whether the dashboard brings the Orleans dashboard along, the runtime's own counters, for whoever is at this machine.</summary>
    public bool OrleansDashboard { get; set; } = true;

    /// <summary>
    /// The folders of its machine that data and models are brought in from, by callers who name a path there, with colons between them. Where
    /// it is left out: every folder if nobody is asked who he is, and none if callers are.
    /// </summary>
    public string? SourceFolders { get; set; }

    /// <summary>How this silo finds the others.</summary>
    public ClusteringSettings Clustering { get; set; } = new();

    /// <summary><see cref="Role"/>, read.</summary>
    public SiloRole Duty { get; private set; }

    /// <summary><see cref="Address"/>, read.</summary>
    public IPAddress Endpoint { get; private set; } = IPAddress.Loopback;

    /// <summary>Where it serves pages, read by <see cref="HttpAddress"/>.</summary>
    public IPAddress HttpEndpoint { get; private set; } = IPAddress.Loopback;

    /// <summary>Who may come.</summary>
    public AccessSettings Access { get; private set; } = new();

    /// <summary>Whether silos and clients speak TLS with it.</summary>
    public TlsSettings Tls { get; private set; } = new();

    /// <summary>Whether callers must say who they are.</summary>
    public bool AsksForKeys => Access.IsRequired(HasPages ? [Endpoint, HttpEndpoint] : [Endpoint]);

    /// <summary>Where the demo's pictures lie.</summary>
    public string DemoFolder => Path.Combine(DataFolder, "demo");

    /// <summary><see cref="SourceFolders"/>, read, with the demo's own; null for every folder.</summary>
    public ImmutableArray<string>? AllowedFolders => SourceFolders is null && !AsksForKeys ? null : [DemoFolder, .. NamedFolders];

    private string[] NamedFolders => (SourceFolders ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether clients may come to it: to one that only trains none shall, so that it computes nothing for them.</summary>
    public bool HasGateway => Duty.ServesClients();

    /// <summary>Whether it serves pages.</summary>
    public bool HasPages => Dashboard ?? Duty.ServesClients();

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
        settings.HttpEndpoint = HttpAddress.Read(configuration);
        settings.Access = AccessSettings.Read(configuration);
        settings.Tls = TlsSettings.Read(configuration);
        settings.Check();
        settings.RequireTls();
        settings.Clustering.Check(configuration.GetSection(ClusteringSettings.Section));
        return settings;
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(DataFolder)} is empty: name a folder, or leave the key out for \"data\".");
        DataFolder = Path.GetFullPath(DataFolder);
        if (NamedFolders.FirstOrDefault(folder => !Path.IsPathFullyQualified(folder)) is { } relative)
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(SourceFolders)} names {relative}, which is no absolute path: write it from the root, with {Path.PathSeparator} between several.");
        ReadRole();
        ReadAddress();
        if (SiloListenPort is { } listened)
        {
            RequireRange(nameof(SiloPort), SiloPort);
            RequirePort(nameof(SiloListenPort), "in its configuration", Endpoint, listened);
            RequireDifferent(nameof(SiloListenPort), listened, nameof(SiloPort), SiloPort);
        }
        else
            RequirePort(nameof(SiloPort), "--silo-port PORT", Endpoint, SiloPort);
        if (HasGateway)
        {
            RequirePort(nameof(GatewayPort), "--gateway-port PORT", Endpoint, GatewayPort);
            RequireDifferent(nameof(SiloPort), SiloPort, nameof(GatewayPort), GatewayPort);
        }
        if (!HasPages)
            return;
        RequirePort(nameof(HttpPort), "--http-port PORT", HttpEndpoint, HttpPort);
        RequireDifferent(nameof(SiloPort), SiloPort, nameof(HttpPort), HttpPort);
        RequireDifferent(nameof(GatewayPort), GatewayPort, nameof(HttpPort), HttpPort);
    }

    private void ReadRole()
    {
        // Enum.TryParse would take numbers too.
        string? role = Enum.GetNames<SiloRole>().FirstOrDefault(name => name.Equals(Role, StringComparison.OrdinalIgnoreCase));
        if (role is null)
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(Role)} is \"{Role}\": give {string.Join(", ", Enum.GetNames<SiloRole>())}.");
        Duty = Enum.Parse<SiloRole>(role);
        if (Dashboard == true && !Duty.ServesClients())
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(Dashboard)} is true, but {Section}:{nameof(Role)} is {role}, which serves no pages: leave one of them out.");
    }

    private void ReadAddress()
    {
        Endpoint = NetworkAddress.Parse(Address)
            ?? throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(Address)} is \"{Address}\": give the address of one of this machine's interfaces, by which other silos reach it, such as 10.0.0.5.");
        if (!NetworkAddress.IsPrivate(Endpoint) && !AllowPublicAddress)
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(Address)} is {Address}, which the internet may reach; silos trust whoever comes to their ports. Give an address of a private network, or set {Section}:{nameof(AllowPublicAddress)} to true where a firewall keeps others out.");
    }

    private void RequireTls()
    {
        if (!IPAddress.IsLoopback(Endpoint) && Tls is { Folder: null, AllowPlain: false })
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(Address)} is {Address}, and whoever listens in that network would read keys and data: name a folder with certificates in {TlsSettings.Section}:{nameof(TlsSettings.Folder)} (\"clipgrid certificate create\" makes some), or set {TlsSettings.Section}:{nameof(TlsSettings.AllowPlain)} to true where nobody can.");
    }

    private static void RequireDifferent(string key, int port, string otherKey, int otherPort)
    {
        if (port == otherPort)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} and {Section}:{otherKey} are both {port}: give each its own.");
    }

    private static void RequireRange(string key, int port)
    {
        if (port is < 1 or > LargestPort)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} is {port}: give 1 to {LargestPort}.");
    }

    private static void RequirePort(string key, string option, IPAddress address, int port)
    {
        RequireRange(key, port);
        try
        {
            using TcpListener probe = new(address, port);
            probe.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(Address)} is {address}, which none of this machine's interfaces has: give one that it has.");
        }
        catch (SocketException)
        {
            throw new GridException(GridProblem.Conflict, $"Port {port} is in use: another silo may be running. End it, or set {Section}:{key} to a free port ({option}).");
        }
    }
}
