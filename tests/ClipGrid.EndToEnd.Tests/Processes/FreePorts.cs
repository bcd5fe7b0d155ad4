using System.Net;
using System.Net.Sockets;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>Ports on loopback that nobody listens on now.</summary>
internal static class FreePorts
{
    /// <summary>Some, all different.</summary>
    public static int[] Take(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            foreach (TcpListener listener in listeners)
                listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (TcpListener listener in listeners)
                listener.Stop();
        }
    }
}
