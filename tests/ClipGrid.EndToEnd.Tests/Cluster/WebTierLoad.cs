using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>A web tier beside a cluster, by which two programs search over HTTP without a pause.</summary>
internal sealed class WebTierLoad : IDisposable
{
    private const int ProgramCount = 2;

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentQueue<(TimeSpan At, string? Fault)> _answers = [];
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly WebTierProcess _tier;
    private readonly HttpClient _http;
    private Task[] _programs = [];

    private WebTierLoad(WebTierProcess tier) => (_tier, _http) = (tier, new HttpClient(new SocketsHttpHandler()) { BaseAddress = tier.Address, Timeout = TimeSpan.FromSeconds(60) });

    /// <summary>How many answers there were.</summary>
    public int Count => _answers.Count;

    /// <summary>Answers that said that something is away, with when they came.</summary>
    public ImmutableArray<(TimeSpan At, string Fault)> Faults => [.. _answers.Where(answer => answer.Fault is not null).Select(answer => (answer.At, answer.Fault!))];

    /// <summary>Starts the web tier and begins.</summary>
    public static async Task<WebTierLoad> StartAsync(ClusterGrid grid)
    {
        WebTierLoad load = new(await WebTierProcess.StartAsync(grid.Endpoint, TestContext.Current.CancellationToken));
        load._programs = [.. Enumerable.Range(0, ProgramCount).Select(i => Task.Run(() => load.SearchAsync(grid, i)))];
        return load;
    }

    /// <summary>Ends it; an answer of another kind than those that may be fails the test here.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_programs);
    }

    /// <summary>From the first answer that was not whole to the last one it took no longer than this, and there were whole ones after it.</summary>
    public void AssertWholeAgain(TimeSpan longest)
    {
        (TimeSpan At, string? Fault)[] answers = [.. _answers];
        Assert.Contains(answers, answer => answer.Fault is null);
        if (Faults is [var first, .., var last])
            Assert.True(last.At - first.At < longest, string.Join('\n', Faults.Select(fault => $"{fault.At}: {fault.Fault}")));
        Assert.Null(answers[^1].Fault);
    }

    public void Dispose()
    {
        _end.Cancel();
        _http.Dispose();
        _tier.Dispose();
        _end.Dispose();
    }

    private async Task SearchAsync(ClusterGrid grid, int first)
    {
        for (int i = first; !_end.IsCancellationRequested; i++)
            try
            {
                await Task.Delay(Pace.Breath, _end.Token);
                KnownAnswer known = grid.Known[i % grid.Known.Length];
                using HttpResponseMessage answer = await _http.SendAsync(
                    HttpMethod.Post, "/v1/search", new JsonObject { ["dataset"] = "emoji", ["model"] = grid.Model.ToString(), ["terms"] = new JsonArray(new JsonObject { ["text"] = known.Text }), ["top"] = 10 });
                string words = await answer.Content.ReadAsStringAsync(_end.Token);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}: {words}");
                JsonNode json = JsonNode.Parse(words)!;
                if (answer.StatusCode != HttpStatusCode.OK)
                    _answers.Enqueue((Stopwatch.GetElapsedTime(_begin), (string?)json["detail"] ?? throw new InvalidOperationException($"It does not say why: {words}")));
                else if ((bool)json["isPartial"]!)
                    _answers.Enqueue((Stopwatch.GetElapsedTime(_begin), $"missing: {json["missing"]}"));
                else
                {
                    known.AssertFound(json["hits"]!.AsArray().Select(hit => ((string)hit!["item"]!["key"]!, (double)hit["score"]!)));
                    _answers.Enqueue((Stopwatch.GetElapsedTime(_begin), null));
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
    }
}
