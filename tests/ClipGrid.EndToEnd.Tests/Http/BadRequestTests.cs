using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>What cannot be answered is told as problem details that name what is wrong; nothing of it is a fault of the grid.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class BadRequestTests(HttpGrid grid)
{
    private const string Query = """{"dataset":"emoji","model":"demo","terms":[{"text":"a"}]""";

    private static readonly string Zeros = string.Join(',', Enumerable.Repeat("0", 32));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Bodies for a search, and words that the answer must have.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { "", "missing" },
        { "null", "missing" },
        { "[]", "an object" },
        { "{", "line 1, byte 2" },
        { $"{Query},\n  \"top\": }}", "line 2, byte 10" },
        { "{\"dataset\":\"emoji\"}", "lacks model, terms" },
        { $"{Query},\"tpo\":1}}", "\"tpo\"" },
        { $"{Query},\"Top\":1}}", "\"Top\"" },
        { $"{Query},\"model\":\"demo\"}}", "twice" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"text\":\"a\",\"wieght\":1}]}", "terms[0].wieght" },
        { $"{Query},\"top\":\"5\"}}", "\"top\" must be a whole number" },
        { $"{Query},\"top\":0}}", "0" },
        { $"{Query},\"top\":-1}}", "-1" },
        { $"{Query},\"top\":2147483648}}", "2147483647" },
        { $"{Query},\"skip\":-1}}", "-1" },
        { $"{Query},\"minScore\":NaN}}", "no JSON" },
        { $"{Query},\"minScore\":\"NaN\"}}", "\"minScore\" must be a number" },
        { $"{Query},\"minScore\":1e999}}", "Infinity" },
        { $"{Query},\"minScore\":7}}", "7" },
        { $"{Query},\"collapseAbove\":0}}", "0" },
        { $"{Query},\"partitionTimeoutMs\":-5}}", "10 ms" },
        { $"{Query},\"target\":\"videos\"}}", "pictures, captions" },
        { $"{Query},\"target\":1}}", "pictures, captions" },
        { $"{Query},\"filter\":\"label =\"}}", "character 8" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[]}", "empty" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[null]}", "null" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":null}", "null" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{}]}", "terms[0]" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"text\":\"a\",\"vector\":[1]}]}", "several" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"text\":\"a\",\"weight\":0}]}", "weight" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"vector\":[]}]}", "empty" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"vector\":[1,2,3]}]}", "32" },
        { $"{{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{{\"vector\":[{Zeros}]}}]}}", "vector" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"vector\":[NaN]}]}", "no JSON" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"vector\":[1e39]}]}", "too large" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"image\":\"http://127.0.0.1/a.png\"}]}", "not fetched" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"image\":\"data:image/png;base64,!\"}]}", "base64" },
        { "{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{\"image\":\"data:image/png;base64,AAAA\"}]}", "picture" },
        { "{\"dataset\":\"../../etc\",\"model\":\"demo\",\"terms\":[{\"text\":\"a\"}]}", "names no data set" },
        { "{\"dataset\":\"emoji\",\"model\":\"😀\",\"terms\":[{\"text\":\"a\"}]}", "names no model" },
        { $"{{\"dataset\":\"{new string('a', 4096)}\",\"model\":\"demo\",\"terms\":[{{\"text\":\"a\"}}]}}", "names no data set" },
        { $"{Query},\"filter\":{new string('[', 100)}{new string(']', 100)}}}", "filter" },
    };

    /// <summary>Requests without a body, their status, and words that the answer must have.</summary>
    public static TheoryData<string, string, int, string> Requests => new()
    {
        { "GET", "/v1", 404, "/openapi/v1.json" },
        { "GET", "/v1/nothing", 404, "/openapi/v1.json" },
        { "GET", "/v1/search", 405, "takes POST" },
        { "PUT", "/v1/sessions", 405, "takes GET, POST" },
        { "PATCH", "/v1/models/demo/aliases/champion", 405, "takes DELETE, GET, PUT" },
        { "POST", "/v1/search", 415, "application/json" },
        { "GET", "/v1/datasets/nobody", 404, "nobody" },
        { "GET", "/v1/datasets/emoji@9/items", 404, "9" },
        { "GET", "/v1/datasets/emoji/versions/0", 400, "0" },
        { "GET", "/v1/datasets/emoji/versions/99999999999", 404, "nothing at" },
        { "GET", "/v1/datasets/emoji/item", 400, "key is missing" },
        { "GET", "/v1/datasets/emoji/item?key=no%00body", 404, "" },
        { "GET", "/v1/datasets/emoji/item?key=..%2F..%2Fetc%2Fpasswd", 404, "" },
        { "GET", "/v1/datasets/emoji/items?filter=label%20%3D", 400, "character 8" },
        { "GET", "/v1/datasets?pageSize=0", 400, "1 to 1000" },
        { "GET", "/v1/datasets?pageSize=1001", 400, "1 to 1000" },
        { "GET", "/v1/datasets?pageSize=2147483648", 400, "whole number" },
        { "GET", "/v1/datasets?pageSize=NaN", 400, "whole number" },
        { "GET", "/v1/datasets?pageToken=abc", 400, "page token" },
        { "GET", "/v1/datasets?pageToken=!!!", 400, "page token" },
        { "GET", "/v1/models/Demo", 400, "names no model" },
        { "GET", "/v1/models/demo@nobody", 404, "nobody" },
        { "DELETE", "/v1/models/demo/versions/nobody", 404, "nobody" },
        { "GET", "/v1/models/demo/imports/nobody", 404, "nobody" },
        { "GET", "/v1/sessions/a%2Fb", 400, "no session id" },
        { "GET", "/v1/sessions/%F0%9F%98%80", 400, "no session id" },
        { "GET", $"/v1/sessions/{new string('a', 4096)}", 400, "no session id" },
        { "GET", "/v1/sessions/con", 404, "con" },
        { "GET", "/v1/sessions/nobody/metrics", 404, "nobody" },
        { "GET", "/v1/sessions/nobody/metrics?after=-1", 400, "after" },
        { "GET", "/v1/sessions/nobody/metrics?after=x", 400, "whole number" },
        { "GET", "/v1/sessions/nobody/metrics.csv", 404, "nobody" },
        { "GET", "/v1/sessions/nobody/history?series=taste", 400, "taste" },
        { "GET", "/v1/sessions/nobody/history?series=1", 400, "no curve" },
        { "GET", "/v1/sessions/nobody/events?top=0", 400, "top" },
        { "POST", "/v1/sessions/nobody/pause", 404, "nobody" },
        { "PUT", "/v1/sessions/nobody/checkpoints/1/pin", 404, "nobody" },
        { "GET", "/v1/embeddings/sets/emoji/0/demo", 400, "0" },
        { "GET", "/v1/embeddings/sets?dataset=..", 400, "name" },
        { "POST", "/v1/embeddings/sets/emoji/7/demo/cancel", 404, "" },
    };

    [Theory, Trait("Check", "B65"), Trait("Check", "B66")]
    [MemberData(nameof(Bodies))]
    public async Task Search_WithABadBody_NamesWhatIsWrong(string body, string words)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await grid.Http.PostAsync(new Uri("/v1/search", UriKind.Relative), content, Cancel);

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, words);
    }

    [Theory, Trait("Check", "B67"), Trait("Check", "B73")]
    [MemberData(nameof(Requests))]
    public async Task Request_ThatCannotBe_NamesWhatIsWrong(string method, string path, int status, string words)
    {
        using HttpResponseMessage answer = await grid.Http.SendAsync(new HttpMethod(method), path);

        await AssertProblemAsync(answer, (HttpStatusCode)status, words);
    }

    [Theory]
    [InlineData("{\"stepCount\":0}", "StepCount")]
    [InlineData("{\"learningRate\":-1}", "LearningRate")]
    [InlineData("{\"learningRate\":1e999}", "earningRate")]
    [InlineData("{\"batchSize\":1}", "BatchSize")]
    [InlineData("{\"seed\":-1}", "seed")]
    [InlineData("{\"loss\":\"none\"}", "contrastive, sigmoid")]
    [InlineData("{\"evaluation\":{\"heldOutShare\":2}}", "HeldOutShare")]
    [InlineData("{\"evaluation\":{\"held\":2}}", "evaluation.held")]
    [InlineData("{\"filter\":\"(\"}", "filter")]
    [InlineData("{\"tags\":[null]}", "tags")]
    [InlineData("{\"publish\":\"A/B\"}", "no name for a model")]
    public async Task Start_WithABadSpecification_NamesTheMember(string change, string words)
    {
        string plain = HttpGrid.Specification(5).ToJsonString();
        JsonObject kept = JsonNode.Parse(plain)!.AsObject();
        // As text, since JsonNode does not write what is no number.
        string member = change[2..change.IndexOf('"', 2)];
        kept.Remove(member);
        using StringContent content = new($"{kept.ToJsonString()[..^1]},{change[1..]}", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await grid.Http.PostAsync(new Uri("/v1/sessions", UriKind.Relative), content, Cancel);

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, words);
    }

    [Theory]
    [InlineData("Idempotency-Key", "a/b", "Idempotency-Key")]
    [InlineData("Idempotency-Key", "", "Idempotency-Key")]
    public async Task Start_WithABadHeader_NamesIt(string name, string value, string words)
    {
        using HttpResponseMessage answer = await grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions", HttpGrid.Specification(5), (name, value));

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, words);
    }

    [Fact]
    public async Task Stream_ForWhoAcceptsNothingElse_StillSaysWhyThereIsNone()
    {
        using HttpResponseMessage missing = await grid.Http.SendAsync(HttpMethod.Get, "/v1/sessions/nobody/metrics", null, ("Accept", "text/event-stream"));
        using HttpResponseMessage unread = await grid.Http.SendAsync(HttpMethod.Get, "/v1/sessions/nobody/metrics", null, ("Last-Event-ID", "yesterday"));

        await AssertProblemAsync(missing, HttpStatusCode.NotFound, "nobody");
        await AssertProblemAsync(unread, HttpStatusCode.BadRequest, "Last-Event-ID");
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string words)
    {
        JsonNode problem = await answer.JsonAsync(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.Contains(words, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ClipGrid.", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }
}
