using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Fixtures;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Storage;

/// <summary>A silo of today over the data folder of an earlier release.</summary>
[Trait("Speed", "Slow")]
[Trait("Check", "F31")]
public sealed class LastReleaseTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_OverWhatAnEarlierReleaseLeft_AnswersTheSameAndEndsItsPausedSessionWithTheSameWeights()
    {
        StoredRelease.Unpack(_data.FullName);
        using GridProcess silo = await GridProcess.StartAsync(_data.FullName, Cancel, StoredRelease.Arithmetic, FreePorts.Take(3));
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{silo.HttpPort}") };

        foreach ((string method, string path, string? body, string answer) in StoredRelease.Answers)
            StoredAnswer.AssertHolds(JsonNode.Parse(answer), await AskAsync(http, method, path, body), $"{method} {path}");
        JsonNode ended = await ResumeAsync(http);

        JsonNode then = JsonNode.Parse(StoredRelease.Resumed)!;
        Assert.Equal("completed", (string?)ended["state"]);
        Assert.Equal((long)then["step"]!, (long)ended["step"]!);
        // Another kind of processor than the one that it was paused on: then it says so, and its weights are its own.
        if (ended["inexactness"]!.AsArray().Count == 0)
            Assert.Equal((string?)then["published"], (string?)ended["published"]);
        else
            output.WriteLine($"Not compared bit for bit: {ended["inexactness"]}");
        Assert.Equal(0, await silo.TerminateAsync(Cancel));
    }

    [Fact]
    public async Task Silo_ThatAsksForKeys_OverAGridThatKnewNone_DrawsTheFirst()
    {
        StoredRelease.Unpack(_data.FullName);

        using GridProcess silo = await GridProcess.StartAsync(_data.FullName, Cancel, new Dictionary<string, string> { ["ClipGrid__Access__Mode"] = "Required" }, FreePorts.Take(3));

        while (!silo.Words.Contains("The first admin's key, which is shown this once: ", StringComparison.Ordinal))
            await Task.Delay(50, Cancel);
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{silo.HttpPort}") };
        using HttpResponseMessage stranger = await http.GetAsync(new Uri("/v1/datasets", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        string key = silo.Words.Split("shown this once: ")[1].Split('\n')[0].Trim();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(2, (await http.AskAsync("/v1/datasets"))["items"]!.AsArray().Count);
    }

    public void Dispose() => _data.Dispose();

    // As it was left; where this machine computes otherwise, it is refused at first.
    private static async Task<JsonNode> ResumeAsync(HttpClient http)
    {
        await http.PostAsync("/v1/sessions/paused/resume", new JsonObject(), HttpStatusCode.Accepted);
        JsonNode ended = await EndAsync(http);
        if ((string?)ended["state"] != "failed")
            return ended;
        Assert.Contains("allow-inexact", (string?)ended["message"], StringComparison.Ordinal);
        await http.PostAsync("/v1/sessions/paused/resume?allowInexact=true", new JsonObject(), HttpStatusCode.Accepted);
        return await EndAsync(http);
    }

    private static async Task<JsonNode> EndAsync(HttpClient http)
    {
        while (true)
        {
            JsonNode now = await http.AskAsync("/v1/sessions/paused");
            if ((string?)now["state"] is "completed" or "failed" or "cancelled")
                return now;
            await Task.Delay(100, Cancel);
        }
    }

    private static async Task<JsonNode?> AskAsync(HttpClient http, string method, string path, string? body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.SendAsync(request, Cancel);
        return await answer.JsonAsync();
    }
}
