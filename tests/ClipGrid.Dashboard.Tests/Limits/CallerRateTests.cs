using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.Dashboard.Limits;
using ClipGrid.Dashboard.Tests.Access;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Limits;

/// <summary>Who asks too often is told when to come back, and nobody else is disturbed.</summary>
[Trait("Check", "S19")]
public sealed class CallerRateTests
{
    private const string Limits = "ClipGrid:Limits:";

    // Which requests are counted, and as what.
    private static readonly Dictionary<string, Cost> Costly = new()
    {
        ["POST /v1/embeddings"] = Cost.Question,
        ["POST /v1/search"] = Cost.Question,
        ["POST /v1/classify"] = Cost.Question,
        ["POST /v1/rank"] = Cost.Question,
        ["POST /v1/sessions"] = Cost.Start,
        ["POST /v1/sessions/suggest"] = Cost.Start,
        ["POST /v1/sessions/check"] = Cost.Start,
        ["POST /v1/sessions/{id}/fork"] = Cost.Start,
        ["POST /v1/sessions/{id}/clone"] = Cost.Start,
        ["POST /v1/datasets/{name}/ingests"] = Cost.Start,
        ["POST /v1/models/{name}/imports"] = Cost.Start,
        ["POST /v1/embeddings/sets"] = Cost.Start,
        ["POST /uploads"] = Cost.Transfer,
        ["GET /models/export"] = Cost.Transfer,
    };

    [Fact]
    public async Task Caller_AboveALimit_IsToldWhenToComeBackAndNobodyElseIs()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true, ($"{Limits}QuestionsPerMinute", "2"), ($"{Limits}StartsPerMinute", "2"), ($"{Limits}TransfersPerHour", "2"));

        Assert.Equal(
            Costly.OrderBy(cost => cost.Key, StringComparer.Ordinal),
            web.Routes.Where(route => route.Metadata.GetMetadata<CostOf>() is not null)
                .Select(route => KeyValuePair.Create($"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} {route.RoutePattern.RawText!.TrimEnd('/')}", route.Metadata.GetMetadata<CostOf>()!.Cost))
                .OrderBy(cost => cost.Key, StringComparer.Ordinal));
        foreach ((string path, string other) in new[] { ("/v1/search", "/v1/rank"), ("/v1/sessions/suggest", "/v1/datasets/a/ingests"), ("/uploads", "/uploads") })
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await PostAsync(web, path, GuardedWeb.Anna)).Status);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await PostAsync(web, other, GuardedWeb.Anna)).Status);
            (HttpStatusCode status, TimeSpan? pause, JsonNode problem) = await PostAsync(web, path, GuardedWeb.Anna);
            Assert.Equal(HttpStatusCode.TooManyRequests, status);
            Assert.InRange(pause!.Value.TotalSeconds, 1, 1_800);
            Assert.Equal(429, (int)problem["status"]!);
            Assert.Contains("One caller may send 2", (string)problem["detail"]!, StringComparison.Ordinal);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await PostAsync(web, path, GuardedWeb.Bert)).Status);
        }
    }

    [Fact]
    public async Task Embeddings_AboveTheLimit_AreToldInOpenAisShape()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true, ($"{Limits}QuestionsPerMinute", "1"));
        await PostAsync(web, "/v1/embeddings", GuardedWeb.Anna);

        (HttpStatusCode status, _, JsonNode answer) = await PostAsync(web, "/v1/embeddings", GuardedWeb.Anna);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal("rate_limit_error", (string)answer["error"]!["type"]!);
    }

    [Fact]
    public async Task Address_WhereNobodyIsAsked_IsLimitedOnlyIfToldSo()
    {
        await using GuardedWeb free = await GuardedWeb.StartAsync(isAsked: false);
        await using GuardedWeb limited = await GuardedWeb.StartAsync(isAsked: false, ($"{Limits}QuestionsPerMinute", "1"));
        await PostAsync(limited, "/v1/search", null);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(limited, "/v1/search", null)).Status);
        for (int i = 0; i < 300; i++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await PostAsync(free, "/v1/sessions/check", null)).Status);
    }

    [Fact]
    public async Task Keys_ThatNobodyHas_KeepTheGridBusyOnlySoOften()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true, ($"{Limits}WrongKeysPerMinute", "5"));
        using (HttpResponseMessage known = await web.SendAsync(HttpMethod.Get, "/v1/nothing", GuardedWeb.Anna))
            Assert.Equal(HttpStatusCode.NotFound, known.StatusCode);
        List<HttpStatusCode> statuses = [];
        for (int i = 0; i < 50; i++)
        {
            using HttpResponseMessage answer = await web.SendAsync(HttpMethod.Get, "/v1/nothing", $"cgk_{i}");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), statuses.Take(5));
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.TooManyRequests), 40, 45);
        Assert.InRange(web.AskedCount, 6, 11);
        using HttpResponseMessage still = await web.SendAsync(HttpMethod.Get, "/v1/nothing", GuardedWeb.Anna);
        Assert.Equal(HttpStatusCode.NotFound, still.StatusCode);
    }

    [Fact]
    public async Task SignIn_TriedTooOften_ShowsThePageWithWhy()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true, ($"{Limits}SignInsPerMinute", "2"));
        for (int i = 0; i < 2; i++)
            using (HttpResponseMessage answer = await web.SendAsync(HttpMethod.Post, "/sign-in", body: new FormUrlEncodedContent([new("key", "cgk_x")])))
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        using HttpResponseMessage refused = await web.SendAsync(HttpMethod.Post, "/sign-in", body: new FormUrlEncodedContent([new("key", "cgk_x")]));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Contains("Too many tries", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? Pause, JsonNode Body)> PostAsync(GuardedWeb web, string path, string? key)
    {
        using HttpResponseMessage answer = await web.SendAsync(HttpMethod.Post, path, key, new StringContent("{", Encoding.UTF8, "application/json"));
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
