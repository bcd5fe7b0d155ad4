using System.Net;
using System.Net.Sockets;

namespace ClipGrid.Dashboard.Limits;

/// <summary>Where a caller is, for those whom nobody knows. Behind a proxy all of them are the proxy.</summary>
internal static class CallerAddress
{
    // Whoever has one address of IPv6 has all that share its first half.
    private const int NetworkBytes = 8;

    /// <summary>The address of IPv4, or the network of IPv6.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address when !IPAddress.IsLoopback(address) => Convert.ToHexString(address.GetAddressBytes(), 0, NetworkBytes),
        { } address => address.ToString(),
    };
}
