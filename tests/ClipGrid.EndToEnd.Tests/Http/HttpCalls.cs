using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>Requests as programs make them.</summary>
internal static class HttpCalls
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sends JSON, with headers if there are any.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient http, HttpMethod method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        foreach ((string name, string value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await http.SendAsync(request, Cancel);
    }

    /// <summary>The JSON of an answer that has to have a status.</summary>
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asks for JSON.</summary>
    public static async Task<JsonNode> AskAsync(this HttpClient http, string path) => (await http.GetFromJsonAsync<JsonNode>(path, Cancel))!;

    /// <summary>Sends JSON; the answer's JSON.</summary>
    public static async Task<JsonNode> PostAsync(this HttpClient http, string path, JsonNode body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage answer = await http.SendAsync(HttpMethod.Post, path, body);
        return await answer.JsonAsync(status);
    }
}
