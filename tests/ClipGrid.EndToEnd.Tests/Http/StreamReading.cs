using System.Net.ServerSentEvents;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>Reads streams of metrics.</summary>
internal static class StreamReading
{
    /// <summary>Events of a session's stream: as many as wanted, then the connection is cut, or all.</summary>
    public static async Task<List<SseItem<string>>> ReadMetricsAsync(this HttpClient http, string session, int most = int.MaxValue, string? lastEventId = null)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using HttpRequestMessage request = new(HttpMethod.Get, $"/v1/sessions/{session}/metrics");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        await using Stream stream = await answer.Content.ReadAsStreamAsync(cancel);
        List<SseItem<string>> events = [];
        await foreach (SseItem<string> one in SseParser.Create(stream).EnumerateAsync(cancel))
        {
            events.Add(one);
            if (events.Count == most)
                break;
        }
        return events;
    }
}
