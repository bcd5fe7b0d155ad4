using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ClipGrid.TestKit;

namespace ClipGrid.EndToEnd.Tests.Monitoring.Traces;

/// <summary>A collector: takes what processes send by OTLP as protobuf over HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _listening;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> _bodies = new(StringComparer.Ordinal);

    public OtlpReceiver()
    {
        Address = $"http://127.0.0.1:{FreePorts.Take()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _listening = ListenAsync();
    }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <summary>What a process's environment must have to send here.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["ClipGrid__Telemetry__Otlp"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    /// <summary>All spans so far.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    /// <summary>How many messages came to a path, such as /v1/logs.</summary>
    public int CountOf(string path) => _bodies.TryGetValue(path, out ConcurrentQueue<byte[]>? bodies) ? bodies.Count : 0;

    /// <summary>Whether a text is anywhere in what came.</summary>
    public bool Holds(string text) => _bodies.Values.SelectMany(bodies => bodies).Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _listening;
        _listener.Close();
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body);
            string path = context.Request.Url!.AbsolutePath;
            _bodies.GetOrAdd(path, _ => new()).Enqueue(body.ToArray());
            if (path == "/v1/traces")
                foreach (ProtoReader resource in new ProtoReader(body.ToArray()).All(1))
                    foreach (ReceivedSpan span in ReceivedSpan.Read(resource))
                        _spans.Enqueue(span);
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
