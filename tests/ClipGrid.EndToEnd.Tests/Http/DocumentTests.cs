using System.Text.Json.Nodes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>The API's description and its page, as the silo serves them.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class DocumentTests(HttpGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_DescribesEveryOperationWithItsErrors()
    {
        JsonNode document = await grid.Http.AskAsync("/openapi/v1.json");

        foreach ((string path, JsonNode? methods) in document["paths"]!.AsObject())
            foreach ((string method, JsonNode? operation) in methods!.AsObject())
            {
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{method} {path}");
                Assert.True(operation["responses"]!.AsObject().ContainsKey("400"), $"{method} {path}");
                Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]), $"{method} {path} {parameter["name"]}"));
                if (operation["requestBody"] is { } body)
                    Assert.NotNull(body["content"]!["application/json"]!["example"]);
            }
        Assert.NotNull(document["components"]!["schemas"]!["SearchBody"]!["properties"]!["terms"]!["description"]);
    }

    [Fact]
    public async Task Page_RunsOnlyWhatItCarries()
    {
        using HttpResponseMessage page = await grid.Http.GetAsync(new Uri("/docs/", UriKind.Relative), Cancel);
        string html = await page.Content.ReadAsStringAsync(Cancel);
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();

        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Matches("script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}';", policy);
        Assert.Contains("/openapi/v1.json", html.Replace("\"openapi/", "\"/openapi/", StringComparison.Ordinal), StringComparison.Ordinal);
        using HttpResponseMessage script = await grid.Http.GetAsync(new Uri("/docs/scalar.js", UriKind.Relative), Cancel);
        Assert.True(script.IsSuccessStatusCode);
    }
}
