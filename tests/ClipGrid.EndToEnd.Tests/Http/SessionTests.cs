using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>Sessions started, steered and followed over HTTP.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class SessionTests(HttpGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "B71")]
    public async Task Start_TwiceWithOneKey_StartsOneSessionAndRefusesAnotherBody()
    {
        using HttpResponseMessage first = await StartAsync("once", 10);
        using HttpResponseMessage again = await StartAsync("once", 10);
        using HttpResponseMessage other = await StartAsync("once", 11);

        Assert.Equal("/v1/sessions/once", first.Headers.Location!.ToString());
        Assert.Equal("once", (string)(await first.JsonAsync(HttpStatusCode.Created))["id"]!);
        Assert.Equal("once", (string)(await again.JsonAsync(HttpStatusCode.Created))["id"]!);
        Assert.Equal("conflict", (string)(await other.JsonAsync(HttpStatusCode.Conflict))["kind"]!);
    }

    [Fact]
    public async Task Stream_CutOffTwice_BringsEveryStepOnceAndTheEnd()
    {
        using HttpResponseMessage started = await StartAsync("streamed", 300);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);

        List<SseItem<string>> first = await grid.Http.ReadMetricsAsync("streamed", most: 20);
        List<SseItem<string>> second = await grid.Http.ReadMetricsAsync("streamed", most: 150, lastEventId: first[^1].EventId);
        List<SseItem<string>> third = await grid.Http.ReadMetricsAsync("streamed", lastEventId: second[^1].EventId);

        SseItem<string>[] all = [.. first, .. second, .. third];
        Assert.Equal(Enumerable.Range(1, 300).Select(step => step.ToString(CultureInfo.InvariantCulture)), all[..^1].Select(one => one.EventId!));
        Assert.All(all[..^1], one => Assert.Equal("metric", one.EventType));
        JsonNode end = JsonNode.Parse(all[^1].Data)!;
        Assert.Equal(("end", "completed", 300), (all[^1].EventType, (string)end["state"]!, (int)end["step"]!));

        MetricPoint[] points = [.. await grid.Grid.Sessions.GetMetricsAsync(SessionId.Parse("streamed"), 0, 5_000, Cancel)];
        Assert.Equal(points.Select(point => point.Loss), all[..^1].Select(one => (double)JsonNode.Parse(one.Data)!["loss"]!));
        string[] table = (await grid.Http.GetStringAsync(new Uri("/v1/sessions/streamed/metrics.csv", UriKind.Relative), Cancel)).TrimEnd().Split('\n');
        Assert.Equal(points.Select(point => point.Loss), table[1..].Select(row => double.Parse(row.Split(',')[2], CultureInfo.InvariantCulture)));
        JsonNode history = await grid.Http.AskAsync("/v1/sessions/streamed/history?series=loss&buckets=10");
        Assert.Equal((10, 300), (history["series"]!["loss"]!["means"]!.AsArray().Count, (int)history["lastStep"]!));
    }

    [Fact]
    public async Task Steering_PauseForkAndClone_DoWhatTheyDoByTheSdk()
    {
        JsonObject specification = HttpGrid.Specification(2_000);
        specification["checkpointInterval"] = 10;
        using HttpResponseMessage started = await grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions", specification, ("Idempotency-Key", "steered"));
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        await grid.Http.ReadMetricsAsync("steered", most: 15);

        await grid.Http.PostAsync("/v1/sessions/steered/rate", new JsonObject { ["factor"] = 0.5 }, HttpStatusCode.Accepted);
        using HttpResponseMessage paused = await grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions/steered/pause");
        Assert.Equal(HttpStatusCode.Accepted, paused.StatusCode);
        List<SseItem<string>> rest = await grid.Http.ReadMetricsAsync("steered");
        Assert.Equal("paused", (string)JsonNode.Parse(rest[^1].Data)!["state"]!);
        long step = (long)(await grid.Http.AskAsync("/v1/sessions/steered"))["checkpointStep"]!;

        using HttpResponseMessage pinned = await grid.Http.SendAsync(HttpMethod.Put, $"/v1/sessions/steered/checkpoints/{step}/pin");
        Assert.True((bool)(await pinned.JsonAsync())["isPinned"]!);
        JsonNode fork = await grid.Http.PostAsync("/v1/sessions/steered/fork", new JsonObject { ["step"] = step, ["change"] = new JsonObject { ["stepCount"] = step + 3, ["note"] = "forked" } }, HttpStatusCode.Created);
        JsonNode clone = await grid.Http.PostAsync("/v1/sessions/steered/clone", new JsonObject { ["change"] = new JsonObject { ["seed"] = 2, ["stepCount"] = 5 } }, HttpStatusCode.Created);
        using HttpResponseMessage cancelled = await grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions/steered/cancel");

        Assert.Equal(("steered", step, "forked"), ((string)fork["specification"]!["forkOf"]!["session"]!, (long)fork["specification"]!["forkOf"]!["step"]!, (string)fork["specification"]!["note"]!));
        Assert.Equal((2, 5, 32), ((int)clone["specification"]!["seed"]!, (int)clone["specification"]!["stepCount"]!, (int)clone["specification"]!["batchSize"]!));
        Assert.Equal("cancelled", (string)(await cancelled.JsonAsync(HttpStatusCode.Accepted))["state"]!);
        Assert.Equal("completed", (string)JsonNode.Parse((await grid.Http.ReadMetricsAsync((string)fork["id"]!))[^1].Data)!["state"]!);
        JsonNode events = await grid.Http.AskAsync("/v1/sessions/steered/events");
        Assert.Contains(events["events"]!.AsArray(), one => (string)one!["kind"]! == "rateChanged");
        using HttpResponseMessage late = await grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions/steered/pause");
        Assert.Equal("wrongState", (string)(await late.JsonAsync(HttpStatusCode.Conflict))["kind"]!);
    }

    [Fact]
    public async Task Suggest_ForPretraining_AnswersASpecificationThatCheckTakes()
    {
        JsonNode suggestion = await grid.Http.PostAsync("/v1/sessions/suggest", new JsonObject { ["dataset"] = "emoji", ["goal"] = "pretraining", ["publish"] = "new" });
        JsonNode check = await grid.Http.PostAsync("/v1/sessions/check", suggestion["specification"]!.DeepClone());

        Assert.NotEmpty(suggestion["reasons"]!.AsArray());
        Assert.Equal((string)suggestion["specification"]!["preset"]!, (string)check["specification"]!["preset"]!);
    }

    private Task<HttpResponseMessage> StartAsync(string key, int stepCount) =>
        grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions", HttpGrid.Specification(stepCount), ("Idempotency-Key", key));
}
