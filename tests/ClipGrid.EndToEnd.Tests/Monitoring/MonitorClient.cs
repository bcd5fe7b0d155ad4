using System.Diagnostics;
using System.Net;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>Asks a process for its health and its metrics, as an orchestrator and Prometheus do.</summary>
internal sealed class MonitorClient(int port) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(40);

    private readonly HttpClient _http = new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The status and the words of an answer.</summary>
    public async Task<(HttpStatusCode Status, string Words)> AskAsync(string path)
    {
        using HttpResponseMessage answer = await _http.GetAsync(path, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The status and the words of an answer; null where nobody listens.</summary>
    public async Task<(HttpStatusCode Status, string Words)?> TryAskAsync(string path)
    {
        try
        {
            return await AskAsync(path);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asks until the answer has a status; its words.</summary>
    public async Task<string> BecomesAsync(string path, HttpStatusCode status)
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            (HttpStatusCode Status, string Words)? answer = await TryAskAsync(path);
            if (answer?.Status == status)
                return answer.Value.Words;
            Assert.True(Stopwatch.GetElapsedTime(begin) < LongestWait, $"{path} is still {answer?.Status}: {answer?.Words}");
            await Task.Delay(100, Cancel);
        }
    }

    /// <summary>The metrics now.</summary>
    public async Task<Scrape> ScrapeAsync()
    {
        (HttpStatusCode status, string words) = await AskAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, status);
        return Scrape.Parse(words);
    }

    public void Dispose() => _http.Dispose();
}
