using System.CommandLine;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Tls;

namespace ClipGrid.Cli.Hosting;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    private readonly CliConsole _console;

    /// <summary>Makes them for a console, whose environment gives defaults.</summary>
    public GlobalOptions(CliConsole console)
    {
        _console = console;
        Endpoint = new Option<string>("--endpoint")
        {
            Description = "The grid's gateway as host:port, or several with commas between them. Otherwise CLIPGRID_ENDPOINT. A key that the grid asks for stands in CLIPGRID_KEY.",
            HelpName = "host:port",
            Recursive = true,
            DefaultValueFactory = _ => console.Variable("CLIPGRID_ENDPOINT") is { Length: > 0 } given ? given : new ClipGridClientOptions().Endpoint,
        };
        Tls = new Option<string?>("--tls")
        {
            Description = "For a grid that speaks TLS: a folder with tls.crt, tls.key and ca.crt. Otherwise CLIPGRID_TLS.",
            HelpName = "folder",
            Recursive = true,
            DefaultValueFactory = _ => console.Variable("CLIPGRID_TLS") is { Length: > 0 } given ? given : null,
        };
    }

    /// <summary>Certificates, for a grid that speaks TLS.</summary>
    public Option<string?> Tls { get; }

    /// <summary>Where the grid is.</summary>
    public Option<string> Endpoint { get; }

    /// <summary>Machine output.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Write the result as JSON, and nothing else, to standard output.", Recursive = true };

    /// <summary>How long to try to connect.</summary>
    public Option<double> ConnectTimeout { get; } = new("--connect-timeout")
    {
        Description = "Seconds to try to connect.",
        HelpName = "seconds",
        Recursive = true,
        DefaultValueFactory = _ => 10,
    };

    /// <summary>The client's options that they make.</summary>
    public ClipGridClientOptions ToClientOptions(ParseResult parsed) => new()
    {
        Endpoint = parsed.GetValue(Endpoint)!,
        // Not an option: everybody on the machine sees the command lines of all programs.
        ApiKey = _console.Variable("CLIPGRID_KEY") is { Length: > 0 } key ? key : null,
        TlsFolder = parsed.GetValue(Tls),
        TlsSiloName = _console.Variable("CLIPGRID_TLS_SILO_NAME") is { Length: > 0 } name ? name : GridTls.UsualSiloName,
        ClusterId = _console.Variable("CLIPGRID_CLUSTER_ID") is { Length: > 0 } cluster ? cluster : GridLimits.ClusterName,
        ServiceId = _console.Variable("CLIPGRID_SERVICE_ID") is { Length: > 0 } service ? service : GridLimits.ClusterName,
        ConnectTimeout = parsed.GetValue(ConnectTimeout) is var seconds and >= 0.1 and <= 600
            ? TimeSpan.FromSeconds(seconds)
            : throw new MisuseException($"--connect-timeout is {parsed.GetValue(ConnectTimeout)}: give 0.1 to 600 seconds."),
    };
}
