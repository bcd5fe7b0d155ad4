using System.Net;
using System.Text;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Requests that a random one found to end badly once.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "B65")]
public sealed class FoundRequestTests(HostileGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/embeddings", "application/json", "{\"model\":\"demo\",\"input\":\"\\ud800\"}", HttpStatusCode.BadRequest)]
    [InlineData("/v1/embeddings", "application/json", "{\"model\":\"demo\",\"input\":[{\"\\ud800\":\"a\"}]}", HttpStatusCode.BadRequest)]
    [InlineData("/v1/embeddings", "application/json", "{\"model\":\"demo\",\"input\":[{\"type\":\"\\ud800\",\"text\":\"a\"}]}", HttpStatusCode.BadRequest)]
    [InlineData("/v1/search", "application/json; charset=nothing", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/v1/datasets/emoji/ingests", "application/json", "{\"path\":\"\\u0000\"}", HttpStatusCode.BadRequest)]
    [InlineData("/v1/datasets/emoji/ingests", "application/json", "{\"path\":\"a\\r\\nFORGED-LINE\"}", HttpStatusCode.BadRequest)]
    [InlineData("/v1/sessions/check", "application/json", "{\"dataset\":nul\r\n\u001bFORGED-LINE", HttpStatusCode.BadRequest)]
    public async Task Post_OfWhatEndedBadly_IsRefusedInASentence(string path, string type, string body, HttpStatusCode status)
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage answer = await grid.Http.PostAsync(path, content, Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Null(HostileAnswer.Fault(answer, await answer.Content.ReadAsStringAsync(Cancel), isForPrograms: true));
        await before.AssertSameAsync();
    }
}
