using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>What is too much, too slow, or comes from where it must not.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class LimitTests(HttpGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Trait("Check", "B65")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_LargerThanIsTaken_IsRefusedWithTheLimit(bool isChunked)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/sessions/check");
        request.Content = new StringContent($"{{\"note\":\"{new string('a', 2 << 20)}\"}}", Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage answer = await grid.Http.SendAsync(request, Cancel);

        Assert.Contains("1048576 bytes", (string)(await answer.JsonAsync(HttpStatusCode.RequestEntityTooLarge))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_MayBeLargerThanOtherBodies()
    {
        // A picture that no decoder takes, which is told by its own sentence: it was read whole.
        JsonObject body = new() { ["model"] = "demo", ["input"] = $"data:image/png;base64,{Convert.ToBase64String(new byte[3 << 20])}" };

        JsonNode answer = await grid.Http.PostAsync("/v1/embeddings", body, HttpStatusCode.BadRequest);

        Assert.Contains("no picture of a known format", (string)answer["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_OfMoreTextsOrPicturesThanAreTaken_IsRefused()
    {
        JsonNode texts = await grid.Http.PostAsync("/v1/embeddings", new JsonObject { ["model"] = "demo", ["input"] = new JsonArray([.. Enumerable.Repeat("a", 2049).Select(text => JsonValue.Create(text))]) }, HttpStatusCode.BadRequest);
        JsonNode pictures = await grid.Http.PostAsync(
            "/v1/classify",
            new JsonObject { ["model"] = "demo", ["pictures"] = new JsonArray([.. Enumerable.Range(0, 257).Select(_ => new JsonObject { ["image"] = "data:image/png;base64,AAAA" })]), ["classes"] = new JsonArray("a") },
            HttpStatusCode.BadRequest);

        Assert.Contains("2048", (string)texts["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Contains("256", (string)pictures["detail"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "B65")]
    public async Task Body_ThatTrickles_IsCutOff()
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, grid.Address.Port, Cancel);
        NetworkStream wire = client.GetStream();
        await wire.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1:{grid.Address.Port}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{")), Cancel);
        using StreamReader reader = new(wire);

        // Kestrel waits five seconds and then asks for 240 bytes a second.
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync(Cancel));
    }

    [Fact, Trait("Check", "S12")]
    public async Task Request_OfAPageOfAnotherSite_ChangesNothing()
    {
        using HttpResponseMessage post = await grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions", HttpGrid.Specification(5), ("Origin", "https://example.org"));
        using HttpResponseMessage delete = await grid.Http.SendAsync(HttpMethod.Delete, "/v1/datasets/emoji", null, ("Origin", "null"));
        using HttpResponseMessage own = await grid.Http.SendAsync(HttpMethod.Post, "/v1/sessions/suggest", new JsonObject { ["dataset"] = "emoji", ["goal"] = "pretraining", ["publish"] = "x" }, ("Origin", grid.Address.GetLeftPart(UriPartial.Authority)));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK), (post.StatusCode, delete.StatusCode, own.StatusCode));
        Assert.Contains("another site", (string)(await post.JsonAsync(HttpStatusCode.Forbidden))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ByAForeignName_IsRefused()
    {
        using HttpResponseMessage answer = await grid.Http.SendAsync(HttpMethod.Get, "/v1/devices", null, ("Host", "example.org"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Address_WithANul_IsRefused()
    {
        using HttpResponseMessage answer = await grid.Http.SendAsync(HttpMethod.Get, "/v1/sessions/a%00b");

        // Kestrel itself does not take it.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
