using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Client;

/// <summary>A silo's gateway as a person writes it: host:port.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
/// <param name="Port">1 to 65535.</param>
internal readonly record struct GridEndpoint(string Host, int Port)
{
    /// <summary>Reads one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GridEndpoint endpoint)
    {
        endpoint = default;
        int colon = (text ?? "").LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
            return false;
        string host = text![..colon];
        bool isBracketed = host[0] == '[' && host[^1] == ']';
        if (isBracketed)
            host = host[1..^1];
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || isBracketed != host.Contains(':', StringComparison.Ordinal))
            return false;
        endpoint = new GridEndpoint(host, port);
        return true;
    }

    /// <summary>Its addresses: those of IPv4, or where it has none those of IPv6.</summary>
    /// <exception cref="GridException">Unavailable: the name is not known.</exception>
    public async Task<IReadOnlyList<IPEndPoint>> ResolveAsync()
    {
        int port = Port;
        try
        {
            IPAddress[] found = IPAddress.TryParse(Host, out IPAddress? given) ? [given] : await Dns.GetHostAddressesAsync(Host).ConfigureAwait(false);
            // A name of this machine has both; silos listen on one.
            IPAddress[] old = [.. found.Where(address => address.AddressFamily == AddressFamily.InterNetwork)];
            return [.. (old.Length > 0 ? old : found).Select(address => new IPEndPoint(address, port))];
        }
        catch (SocketException e)
        {
            throw new GridException(GridProblem.Unavailable, $"The name of {this} is not known ({e.Message}): check the endpoint, or write the silo's address.", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
