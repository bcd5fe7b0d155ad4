using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>Where health and metrics are served: <c>ClipGrid:MonitorPort</c> and <c>ClipGrid:MonitorAddress</c>.</summary>
public sealed class MonitorSettings
{
    private const string PortKey = "ClipGrid:MonitorPort";
    private const string AddressKey = "ClipGrid:MonitorAddress";
    private const string DefaultAddressKey = "ClipGrid:Address";
    private const string EveryInterface = "*";

    private MonitorSettings()
    {
    }

    /// <summary>The port, or 0 for none.</summary>
    public int Port { get; private init; }

    /// <summary>The address to listen on, or null for every interface.</summary>
    public IPAddress? Address { get; private init; } = IPAddress.Loopback;

    /// <summary>It as people would open it.</summary>
    public Uri Url => new UriBuilder(Uri.UriSchemeHttp, Address?.ToString() ?? "localhost", Port).Uri;

    /// <summary>Whether it is served at all.</summary>
    public bool IsServed => Port != 0;

    /// <summary>The settings of a configuration, if a process can serve by them.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="others">The process's other ports with their keys.</param>
    /// <exception cref="GridException">Invalid: port or address, with its key. Conflict: the port is in use.</exception>
    public static MonitorSettings Read(IConfiguration configuration, params ReadOnlySpan<(string Key, int Port)> others)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        int port = ReadPort(configuration[PortKey]);
        if (port == 0)
            return new MonitorSettings();
        foreach ((string key, int other) in others)
            Require(port != other, $"{PortKey} and {key} are both {port}: give each its own.");
        (string addressKey, string text) = configuration[AddressKey] is { Length: > 0 } own ? (AddressKey, own)
            : configuration[DefaultAddressKey] is { Length: > 0 } silo ? (DefaultAddressKey, silo)
            : (AddressKey, IPAddress.Loopback.ToString());
        IPAddress? address = null;
        Require(text == EveryInterface || IPAddress.TryParse(text, out address), $"{addressKey} is \"{text}\": give an IP address of this machine, or * for every interface.");
        MonitorSettings settings = new() { Port = port, Address = address };
        settings.Probe(addressKey);
        return settings;
    }

    private static int ReadPort(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return 0;
        Require(
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= IPEndPoint.MaxPort,
            $"{PortKey} is \"{text}\": give 1 to {IPEndPoint.MaxPort}, or 0 for none.");
        return port;
    }

    private void Probe(string addressKey)
    {
        try
        {
            using TcpListener probe = new(Address ?? IPAddress.Any, Port);
            probe.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new GridException(GridProblem.Invalid, $"{addressKey} is {Address}, which is no address of this machine: give one of its own, or * for every interface.", error);
        }
        catch (SocketException error)
        {
            throw new GridException(GridProblem.Conflict, $"Port {Port} is in use: another silo or program may be running. End it, or set {PortKey} to a free port.", error);
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, otherwise);
    }
}
