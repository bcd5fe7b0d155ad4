using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClipGrid.TestKit.Faults;

/// <summary>
/// Stands between a client and an HTTP service on this machine and does what the network does on bad days. One exchange a
/// connection, so that a torn one hurts nobody else.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int BufferLength = 64 * 1024;
    private readonly int _target;
    private readonly ConcurrentQueue<ProxiedRequest> _requests = new();
    private readonly ConcurrentDictionary<Task, bool> _exchanges = new();
    private readonly CancellationTokenSource _end = new();
    private TcpListener _listener;
    private Task _accepting;
    private int _count;

    /// <summary>A proxy for the service on a port of this machine; it passes everything on until told otherwise.</summary>
    public FaultProxy(int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>What to do to each request; called in the order that they come.</summary>
    public Func<ProxiedRequest, Fault> Rule { get; set; } = _ => Fault.None;

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<ProxiedRequest> Requests => [.. _requests];

    /// <summary>Stops listening: connections are refused.</summary>
    public async Task RefuseAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    /// <summary>Listens again, on the same port.</summary>
    public void Accept()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await RefuseAsync();
        await Task.WhenAll(_exchanges.Keys);
        _end.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(_end.Token);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
            Task exchange = ExchangeAsync(client);
            _exchanges[exchange] = true;
            _ = exchange.ContinueWith(ended => _exchanges.TryRemove(ended, out bool _), TaskScheduler.Default);
        }
    }

    private async Task ExchangeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await ExchangeAsync(client, _end.Token);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Either side may hang up at any time; the other one hears of it as it would without a proxy.
                Tear(client);
            }
        }
    }

    private async Task ExchangeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        NetworkStream near = client.GetStream();
        if (await HttpHead.ReadAsync(near, cancellationToken) is not { } head)
            return;
        if (head["Expect"] is not null)
            await near.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
        string[] line = head.Lines[0].Split(' ');
        ProxiedRequest request = new(Interlocked.Increment(ref _count) - 1, line[0], line[1], head["x-ms-range"] ?? head["Range"]);
        _requests.Enqueue(request);
        Fault fault = Rule(request);
        switch (fault.Kind)
        {
            case FaultKind.Hang:
                await CopyAsync(near, Stream.Null, long.MaxValue, double.PositiveInfinity, cancellationToken);
                return;
            case FaultKind.Status:
                await CopyAsync(near, Stream.Null, head.ContentLength - head.Rest.Length, double.PositiveInfinity, cancellationToken);
                await near.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {fault.Amount} Fault\r\nx-ms-error-code: ServerBusy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), cancellationToken);
                return;
        }
        using TcpClient server = new();
        await server.ConnectAsync(IPAddress.Loopback, _target, cancellationToken);
        NetworkStream far = server.GetStream();
        await SendAsync(head, near, far, fault, cancellationToken);
        if (fault.Kind == FaultKind.CutRequest)
            Tear(server);
        else
            await AnswerAsync(far, near, fault, cancellationToken);
        if (fault.Kind is FaultKind.CutRequest or FaultKind.CutResponse or FaultKind.DropResponse)
            Tear(client);
    }

    private static async Task SendAsync(HttpHead head, NetworkStream near, NetworkStream far, Fault fault, CancellationToken cancellationToken)
    {
        long length = fault.Kind == FaultKind.CutRequest ? (long)(head.ContentLength * fault.Amount) : head.ContentLength;
        await far.WriteAsync(head.ToBytes(), cancellationToken);
        int first = (int)Math.Min(head.Rest.Length, length);
        double rate = fault.Kind == FaultKind.SlowRequest ? fault.Amount : double.PositiveInfinity;
        await using MemoryStream rest = new(head.Rest);
        await CopyAsync(rest, far, first, rate, cancellationToken);
        await CopyAsync(near, far, length - first, rate, cancellationToken);
    }

    private static async Task AnswerAsync(NetworkStream far, NetworkStream near, Fault fault, CancellationToken cancellationToken)
    {
        Stream to = fault.Kind == FaultKind.DropResponse ? Stream.Null : near;
        double rate = fault.Kind == FaultKind.SlowResponse ? fault.Amount : double.PositiveInfinity;
        if (await HttpHead.ReadAsync(far, cancellationToken) is not { } head)
            return;
        long most = fault.Kind == FaultKind.CutResponse ? (long)(head.ContentLength * fault.Amount) : long.MaxValue;
        await to.WriteAsync(head.ToBytes(), cancellationToken);
        int first = (int)Math.Min(head.Rest.Length, most);
        await using MemoryStream rest = new(head.Rest);
        await CopyAsync(rest, to, first, rate, cancellationToken);
        await CopyAsync(far, to, most - first, rate, cancellationToken);
    }

    private static async Task CopyAsync(Stream from, Stream to, long most, double rate, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[double.IsFinite(rate) ? (int)Math.Max(1, rate / 20) : BufferLength];
        while (most > 0)
        {
            int count = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most)), cancellationToken);
            if (count == 0)
                return;
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            most -= count;
            if (double.IsFinite(rate))
                await Task.Delay(TimeSpan.FromSeconds(count / rate), cancellationToken);
        }
    }

    // Closing with a linger time of 0 resets the connection.
    private static void Tear(TcpClient client)
    {
        if (client.Client is { Connected: true } socket)
            socket.LingerState = new LingerOption(true, 0);
        client.Close();
    }
}
