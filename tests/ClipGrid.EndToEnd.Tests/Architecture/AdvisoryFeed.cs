using System.Net;
using System.Text;
using ClipGrid.TestKit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>A package source on loopback that has nothing but an advisory: one package is vulnerable.</summary>
internal sealed class AdvisoryFeed : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Dictionary<string, string> _answers;

    /// <summary>Says how bad it is, from 0 for low to 3 for critical.</summary>
    public AdvisoryFeed(string package, int severity)
    {
        (_listener, Root) = Listen();
        _answers = new()
        {
            ["/v3/index.json"] = $$"""{"version":"3.0.0","resources":[{"@id":"{{Root}}advisories/index.json","@type":"VulnerabilityInfo/6.7.0"}]}""",
            ["/advisories/index.json"] = $$"""[{"@name":"base","@id":"{{Root}}advisories/base.json","@updated":"2026-01-01T00:00:00Z","comment":""}]""",
            ["/advisories/base.json"] = $$"""{"{{package}}":[{"severity":{{severity}},"url":"https://example.org/advisory","versions":"(, 9999.0.0)"}]}""",
        };
        Serving = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Root { get; }

    /// <summary>Ends when it is disposed.</summary>
    public Task Serving { get; }

    public void Dispose() => _listener.Close();

    // A port that was free a moment ago may have been taken, by any of the programs that tests start beside this one.
    private static (HttpListener Listener, Uri Root) Listen()
    {
        for (int left = 10; ; left--)
        {
            Uri root = new($"http://127.0.0.1:{FreePorts.Take()}/");
            HttpListener listener = new();
            listener.Prefixes.Add(root.ToString());
            try
            {
                listener.Start();
                return (listener, root);
            }
            catch (HttpListenerException) when (left > 0)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (await NextAsync() is { } context)
            await AnswerAsync(context);
    }

    private async Task<HttpListenerContext?> NextAsync()
    {
        try
        {
            return await _listener.GetContextAsync();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            return null;
        }
    }

    // Who asked may have gone: that ends its answer, and not the feed.
    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            if (_answers.TryGetValue(context.Request.Url!.AbsolutePath, out string? answer))
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            else
                context.Response.StatusCode = 404;
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            context.Response.Abort();
        }
    }
}
