using System.Net;
using System.Net.Sockets;

namespace ClipGrid.Silo.Hosting;

/// <summary>Addresses, as far as they say who can reach what listens on them.</summary>
internal static class NetworkAddress
{
    /// <summary>Written for every interface.</summary>
    public const string Every = "*";

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        // Shared by carriers, and by the networks of some clusters (RFC 6598).
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>Reads the address of one interface.</summary>
    public static IPAddress? Parse(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address : null;

    /// <summary>Whether only this machine or a private network reaches it.</summary>
    public static bool IsPrivate(IPAddress address) => IPAddress.IsLoopback(address) || Private.Any(network => network.Contains(address));
}
