using System.Net;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Where pages and the HTTP API are served: <c>ClipGrid:HttpAddress</c>.</summary>
public static class HttpAddress
{
    private const string Key = "ClipGrid:HttpAddress";
    private const string EveryInterface = "*";

    /// <summary>The address to listen on; <see cref="IPAddress.Any"/> for every interface.</summary>
    /// <exception cref="GridException">Invalid: it is none.</exception>
    public static IPAddress Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string text = configuration[Key] is { Length: > 0 } given ? given : IPAddress.Loopback.ToString();
        if (text == EveryInterface)
            return IPAddress.Any;
        return IPAddress.TryParse(text, out IPAddress? address)
            ? address
            : throw new GridException(GridProblem.Invalid, $"{Key} is \"{text}\": give an IP address of this machine, or * for every interface.");
    }

    /// <summary>A port there as people would open it.</summary>
    public static Uri Url(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        string host = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) ? "localhost" : address.ToString();
        return new UriBuilder(Uri.UriSchemeHttp, host, port).Uri;
    }
}
