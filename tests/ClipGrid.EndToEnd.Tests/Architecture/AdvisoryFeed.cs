using System.Net;
using System.Text;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>A package source on loopback that has nothing but an advisory: one package is vulnerable.</summary>
internal sealed class AdvisoryFeed : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, string> _answers;

    /// <summary>Says how bad it is, from 0 for low to 3 for critical.</summary>
    public AdvisoryFeed(string package, int severity)
    {
        Root = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}/");
        _answers = new()
        {
            ["/v3/index.json"] = $$"""{"version":"3.0.0","resources":[{"@id":"{{Root}}advisories/index.json","@type":"VulnerabilityInfo/6.7.0"}]}""",
            ["/advisories/index.json"] = $$"""[{"@name":"base","@id":"{{Root}}advisories/base.json","@updated":"2026-01-01T00:00:00Z","comment":""}]""",
            ["/advisories/base.json"] = $$"""{"{{package}}":[{"severity":{{severity}},"url":"https://example.org/advisory","versions":"(, 9999.0.0)"}]}""",
        };
        _listener.Prefixes.Add(Root.ToString());
        _listener.Start();
        Serving = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Root { get; }

    /// <summary>Ends when it is disposed.</summary>
    public Task Serving { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                if (_answers.TryGetValue(context.Request.Url!.AbsolutePath, out string? answer))
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                else
                    context.Response.StatusCode = 404;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
    }
}
