using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ClipGrid.TestKit.Faults;

/// <summary>
/// Stands before a port of this machine and passes bytes on, whatever they mean, until it is told to drop those of one direction: then
/// connections stay as they are, and what is sent that way never arrives, as when a switch loses the packets of one side.
/// </summary>
public sealed class WireProxy : IAsyncDisposable
{
    private const int BufferLength = 64 * 1024;
    private readonly int _target;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, bool> _wires = new();
    private readonly Task _accepting;
    private long _droppedCount;

    /// <summary>A proxy on a port for the service on another.</summary>
    public WireProxy(int port, int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Whether what clients send is dropped.</summary>
    public bool DropsRequests { get; set; }

    /// <summary>Whether what the service sends is dropped.</summary>
    public bool DropsAnswers { get; set; }

    /// <summary>Bytes that were dropped so far.</summary>
    public long DroppedCount => Interlocked.Read(ref _droppedCount);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_wires.Keys);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            try
            {
                Task wire = PassAsync(await _listener.AcceptTcpClientAsync(_end.Token));
                _wires[wire] = true;
                _ = wire.ContinueWith(ended => _wires.TryRemove(ended, out bool _), TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
    }

    private async Task PassAsync(TcpClient client)
    {
        using TcpClient near = client, far = new();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            // Whoever hangs up ends both ways.
            await await Task.WhenAny(CopyAsync(near, far, () => DropsRequests), CopyAsync(far, near, () => DropsAnswers));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side may hang up at any time; the other one hears of it as it would without a proxy.
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Func<bool> drops)
    {
        byte[] buffer = new byte[BufferLength];
        while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and int count)
            if (drops())
                Interlocked.Add(ref _droppedCount, count);
            else
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
    }
}
