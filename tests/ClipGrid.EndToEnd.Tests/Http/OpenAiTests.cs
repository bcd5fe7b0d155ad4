using System.ClientModel;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Models;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Embeddings;
using OpenAI.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>OpenAI's own client gets from the grid what the SDK gets.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class OpenAiTests(HttpGrid grid)
{
    private static readonly string[] Texts = ["a red flag", "ein Gesicht 😀", "a cat"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embeddings_ByTheOfficialClient_AreThoseOfTheSdk()
    {
        OpenAIEmbeddingCollection all = (await Client("demo").GenerateEmbeddingsAsync(Texts, cancellationToken: Cancel)).Value;
        OpenAIEmbedding one = (await Client($"demo@{grid.Model.Digest.Short}").GenerateEmbeddingAsync(Texts[2], cancellationToken: Cancel)).Value;

        float[][] expected = await OfSdkAsync();
        all.OrderBy(embedding => embedding.Index).SelectMany(embedding => embedding.ToFloats().ToArray()).AssertClose(expected.SelectMany(vector => vector));
        one.ToFloats().ToArray().AssertClose(expected[2]);
        Assert.Equal(grid.Model.ToString(), all.Model);
    }

    [Fact]
    public async Task Embeddings_AsNumbers_AreTheSameAsInBase64()
    {
        JsonObject body = new() { ["model"] = "demo", ["input"] = "a cat" };
        JsonNode numbers = await grid.Http.PostAsync("/v1/embeddings", body);
        body["encoding_format"] = "base64";
        JsonNode bytes = await grid.Http.PostAsync("/v1/embeddings", body);

        float[] floats = numbers["data"]![0]!["embedding"]!.Deserialize<float[]>()!;
        byte[] packed = Convert.FromBase64String((string)bytes["data"]![0]!["embedding"]!);
        Assert.Equal(floats, Enumerable.Range(0, floats.Length).Select(i => BitConverter.ToSingle(packed, 4 * i)));
        Assert.Equal(("list", "embedding", 0), ((string)numbers["object"]!, (string)numbers["data"]![0]!["object"]!, (int)numbers["data"]![0]!["index"]!));
        Assert.NotNull(numbers["usage"]!["prompt_tokens"]);
    }

    [Fact]
    public async Task Embeddings_OfPicturesAndTexts_ComeInTheOrderOfTheInput()
    {
        string uri = HttpGrid.DataUri(HttpGrid.Picture);
        JsonArray input =
        [
            uri,
            "a cat",
            new JsonObject { ["image"] = uri },
            new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = uri } },
            new JsonObject { ["type"] = "text", ["text"] = "a cat" },
        ];
        JsonNode answer = await grid.Http.PostAsync("/v1/embeddings", new JsonObject { ["model"] = "demo", ["input"] = input });

        using IEmbeddingGenerator<DataContent, Embedding<float>> pictures = grid.Grid.PictureEmbeddings(ModelRef.Parse("demo"));
        float[] picture = (await pictures.GenerateVectorAsync(new DataContent(await File.ReadAllBytesAsync(HttpGrid.Picture, Cancel), "image/png"), cancellationToken: Cancel)).ToArray();
        float[] text = (await OfSdkAsync())[2];
        answer["data"]!.AsArray().SelectMany(entry => entry!["embedding"]!.Deserialize<float[]>()!).AssertClose([.. picture, .. text, .. picture, .. picture, .. text]);
    }

    [Fact]
    public async Task Errors_ForTheOfficialClient_HaveStatusAndSentence()
    {
        ClientResultException missing = await Assert.ThrowsAsync<ClientResultException>(() => Client("nobody").GenerateEmbeddingAsync("a cat", cancellationToken: Cancel));
        ClientResultException shorter = await Assert.ThrowsAsync<ClientResultException>(() => Client("demo").GenerateEmbeddingAsync("a cat", new() { Dimensions = 8 }, Cancel));

        Assert.Equal(404, missing.Status);
        Assert.Contains("nobody", missing.Message, StringComparison.Ordinal);
        Assert.Equal(400, shorter.Status);
        Assert.Contains("32 dimensions, not 8", shorter.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"demo","input":[1,2,3]}""", "input", "tokens")]
    [InlineData("""{"model":"demo","input":[[1,2],[3]]}""", "input", "tokens")]
    [InlineData("""{"model":"demo","input":[]}""", "input", "empty")]
    [InlineData("""{"model":"demo","input":null}""", "input", "neither a text nor a picture")]
    [InlineData("""{"model":"demo","input":["a",null]}""", "input", "input[1]")]
    [InlineData("""{"model":"demo","input":{"image":"http://example.org/cat.png"}}""", "input.image", "not fetched")]
    [InlineData("""{"model":"demo","input":"a","encoding_format":"hex"}""", "encoding_format", "base64")]
    [InlineData("""{"model":"demo","input":"a","dimension":3}""", null, "dimension")]
    [InlineData("""{"model":"demo"}""", null, "lacks input")]
    [InlineData("""{"model":"demo","input":"a" """, null, "no JSON")]
    [InlineData("""{"model":"demo","input":"data:image/png;base64,AAAA"}""", null, "no picture")]
    public async Task Embeddings_OfABadRequest_AnswerInOpenAisShape(string body, string? param, string words)
    {
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await grid.Http.PostAsync(new Uri("/v1/embeddings", UriKind.Relative), content, Cancel);

        JsonObject error = (await answer.JsonAsync(HttpStatusCode.BadRequest))["error"]!.AsObject();
        Assert.Equal(["message", "type", "param", "code"], error.Select(member => member.Key));
        Assert.Equal(("invalid_request_error", param), ((string)error["type"]!, (string?)error["param"]));
        Assert.Contains(words, (string)error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_ByTheOfficialClient_AreThoseOfTheGrid()
    {
        OpenAIModelClient client = new(new ApiKeyCredential("unused"), Options());

        OpenAIModel listed = Assert.Single((await client.GetModelsAsync(Cancel)).Value, model => model.Id == "demo");
        OpenAIModel one = (await client.GetModelAsync("demo@latest", Cancel)).Value;

        Assert.Equal(("clipgrid", "demo@latest"), (listed.OwnedBy, one.Id));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds((await grid.Grid.Models.ResolveAsync(ModelRef.Parse("demo"), Cancel)).CreatedAt.ToUnixTimeSeconds()), listed.CreatedAt);
    }

    private async Task<float[][]> OfSdkAsync()
    {
        using IEmbeddingGenerator<string, Embedding<float>> texts = grid.Grid.TextEmbeddings(ModelRef.Parse("demo"));
        return [.. (await texts.GenerateAsync(Texts, cancellationToken: Cancel)).Select(embedding => embedding.Vector.ToArray())];
    }

    private EmbeddingClient Client(string model) => new(model, new ApiKeyCredential("unused"), Options());

    private OpenAIClientOptions Options() => new() { Endpoint = new Uri(grid.Address, "/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) };
}
