using System.Net;
using System.Net.Sockets;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>A server on loopback that nobody has a reason to talk to; it counts who does.</summary>
internal sealed class SilentListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _count;

    public SilentListener()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Take();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How many have come.</summary>
    public int ConnectionCount => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();

    private void Take() => _listener.BeginAcceptTcpClient(
        accepted =>
        {
            try
            {
                _listener.EndAcceptTcpClient(accepted).Dispose();
                Interlocked.Increment(ref _count);
                Take();
            }
            catch (ObjectDisposedException)
            {
                // The test is over.
            }
        },
        null);
}
