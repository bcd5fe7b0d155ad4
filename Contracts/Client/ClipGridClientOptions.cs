using System.Globalization;
using System.Text;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Tls;

namespace ClipGrid.Contracts.Client;

/// <summary>Where the grid is and how long to wait for it.</summary>
public sealed record ClipGridClientOptions
{
    /// <summary>
    /// A silo's gateway as host:port, or several with commas between them; an IPv6 address stands in brackets: [::1]:30000. A name may stand
    /// for many silos: it is asked for again and again, and the client goes to whichever are there.
    /// </summary>
    public string Endpoint { get; set; } = "127.0.0.1:30000";

    /// <summary>The key that this client shows to a grid that asks for one; null for none. It is left out where the options are printed.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// A folder with <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c> (PEM), for a grid that speaks TLS; null for one that does not. Files that are
    /// renewed are taken for new connections.
    /// </summary>
    public string? TlsFolder { get; set; }

    /// <summary>The DNS name that the silos' certificates have.</summary>
    public string TlsSiloName { get; set; } = GridTls.UsualSiloName;

    /// <summary>The cluster's id, as the silos have it.</summary>
    public string ClusterId { get; set; } = GridLimits.ClusterName;

    /// <summary>The service's id, as the silos have it.</summary>
    public string ServiceId { get; set; } = GridLimits.ClusterName;

    /// <summary>How long to try to connect, 100 ms to 10 min.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for one answer, 100 ms to 10 min.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a job that is waited for is asked how far it is, 10 ms to 1 min.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Endpoint = {Endpoint}, TlsFolder = {TlsFolder}, TlsSiloName = {TlsSiloName}, ClusterId = {ClusterId}, ServiceId = {ServiceId}, ConnectTimeout = {ConnectTimeout}, ResponseTimeout = {ResponseTimeout}, PollInterval = {PollInterval}");
        return true;
    }
}
