using System.Net;
using System.Net.Sockets;

namespace ClipGrid.TestKit;

/// <summary>
/// Ports on loopback that nobody listens on now, and that nobody gets by chance soon: not of those that systems give to connections
/// going out and to whoever asks for any port, and none twice, so that a process can also end and come back to its own.
/// </summary>
public static class FreePorts
{
    private const int First = 12_000;

    // Linux gives from 32,768 on to connections, and Kubernetes' node ports and the silo's default gateway are above.
    private const int Count = 17_000;

    private static int _next = 97 * Environment.ProcessId % Count;

    /// <summary>Some, all different.</summary>
    public static int[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Take())];

    /// <summary>One.</summary>
    public static int Take()
    {
        while (true)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
