using System.Text.Json.Nodes;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>Searching, classifying and ranking over HTTP say what the SDK says.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class SearchTests(HttpGrid grid)
{
    private static readonly DatasetRef Emoji = DatasetRef.Parse("emoji");
    private static readonly ModelRef Demo = ModelRef.Parse("demo");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_ByAllKindsOfTerms_FindsWhatTheSdkFinds()
    {
        ItemInfo item = (await grid.Grid.Datasets.GetItemsAsync(Emoji, 3, 1, Cancel)).Items[0];
        float[] vector = [.. Enumerable.Range(1, 32).Select(i => 1f / i)];
        SearchResult expected = await grid.Grid.Search.SearchAsync(
            new SearchRequest
            {
                Dataset = Emoji,
                Model = Demo,
                Terms =
                [
                    new SearchTerm { Text = "a flag" },
                    new SearchTerm { Picture = new PictureInput { Bytes = await File.ReadAllBytesAsync(HttpGrid.Picture, Cancel) }, Weight = 0.5 },
                    new SearchTerm { Picture = new PictureInput { ItemKey = item.Key }, Weight = -0.25 },
                    new SearchTerm { Vector = vector, Weight = 2 },
                ],
                Filter = FilterText.Parse($"key != \"{item.Key}\""),
                Top = 7,
                Skip = 2,
            },
            Cancel);

        JsonNode found = await grid.Http.PostAsync("/v1/search", new JsonObject
        {
            ["dataset"] = "emoji",
            ["model"] = "demo",
            ["terms"] = new JsonArray(
                new JsonObject { ["text"] = "a flag" },
                new JsonObject { ["image"] = HttpGrid.DataUri(HttpGrid.Picture), ["weight"] = 0.5 },
                new JsonObject { ["item"] = new JsonObject { ["key"] = item.Key }, ["weight"] = -0.25 },
                new JsonObject { ["vector"] = new JsonArray([.. vector.Select(number => JsonValue.Create(number))]), ["weight"] = 2 }),
            ["filter"] = $"key != \"{item.Key}\"",
            ["top"] = 7,
            ["skip"] = 2,
        });

        Assert.Equal(expected.Hits.Select(hit => hit.Item.Key), found["hits"]!.AsArray().Select(hit => (string)hit!["item"]!["key"]!));
        found["hits"]!.AsArray().Select(hit => (double)hit!["score"]!).AssertClose(expected.Hits.Select(hit => hit.Score));
        Assert.Equal((expected.Model.ToString(), "emoji@1", expected.ComparedCount, false), ((string)found["model"]!, (string)found["dataset"]!, (long)found["comparedCount"]!, (bool)found["isPartial"]!));
    }

    [Fact]
    public async Task Search_ForCaptions_NamesTheCaption()
    {
        JsonNode found = await grid.Http.PostAsync("/v1/search", new JsonObject
        {
            ["dataset"] = "emoji",
            ["model"] = "demo",
            ["terms"] = new JsonArray(new JsonObject { ["image"] = HttpGrid.DataUri(HttpGrid.Picture) }),
            ["target"] = "captions",
            ["top"] = 1,
        });

        JsonNode hit = found["hits"]![0]!;
        Assert.Equal((string)hit["item"]!["captions"]![(int)hit["captionIndex"]!]!, (string)hit["caption"]!);
    }

    [Fact]
    public async Task Hit_HasLinksToItsPicture()
    {
        JsonNode found = await grid.Http.PostAsync("/v1/search", new JsonObject { ["dataset"] = "emoji", ["model"] = "demo", ["terms"] = new JsonArray(new JsonObject { ["text"] = "a" }), ["top"] = 1 });

        JsonNode item = found["hits"]![0]!["item"]!;
        byte[] file = await grid.Http.GetByteArrayAsync(new Uri((string)item["fileUrl"]!, UriKind.Relative), Cancel);
        Assert.Equal((string)item["digest"]!, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)));
        using HttpResponseMessage preview = await grid.Http.GetAsync(new Uri((string)item["previewUrl"]!, UriKind.Relative), Cancel);
        Assert.StartsWith("image/", preview.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classify_PicturesAndItems_SaysWhatTheSdkSaysAndWhichPictureIsNone()
    {
        ItemInfo item = (await grid.Grid.Datasets.GetItemsAsync(Emoji, 5, 1, Cancel)).Items[0];
        ClassifyResult expected = await grid.Grid.Search.ClassifyAsync(
            new ClassifyRequest
            {
                Model = Demo,
                Pictures = [new PictureInput { Bytes = await File.ReadAllBytesAsync(HttpGrid.Picture, Cancel) }, new PictureInput { Bytes = new byte[] { 1, 2, 3 } }, new PictureInput { Dataset = Emoji, ItemKey = item.Key }],
                Classes = ["flag", "face"],
            },
            Cancel);

        JsonNode answer = await grid.Http.PostAsync("/v1/classify", new JsonObject
        {
            ["model"] = "demo",
            ["pictures"] = new JsonArray(
                new JsonObject { ["image"] = HttpGrid.DataUri(HttpGrid.Picture) },
                new JsonObject { ["image"] = "data:image/png;base64,AQID" },
                new JsonObject { ["item"] = new JsonObject { ["dataset"] = "emoji", ["key"] = item.Key } }),
            ["classes"] = new JsonArray("flag", "face"),
        });

        JsonNode[] classes = [.. answer["pictures"]!.AsArray().SelectMany(picture => picture!["classes"]!.AsArray()).OfType<JsonNode>()];
        ClassProbability[] wanted = [.. expected.Pictures.SelectMany(picture => picture.Classes)];
        Assert.Equal(wanted.Select(one => one.Class), classes.Select(one => (string)one["class"]!));
        classes.Select(one => (double)one["probability"]!).AssertClose(wanted.Select(one => one.Probability));
        classes.Select(one => (double)one["score"]!).AssertClose(wanted.Select(one => one.Score));
        Assert.NotNull(answer["pictures"]![1]!["error"]);
    }

    [Fact]
    public async Task Rank_TextsAgainstPictures_GivesARowForEachPicture()
    {
        byte[] picture = await File.ReadAllBytesAsync(HttpGrid.Picture, Cancel);
        RankResult expected = await grid.Grid.Search.RankAsync(
            new RankRequest { Model = Demo, Pictures = [new PictureInput { Bytes = picture }, new PictureInput { Bytes = picture }], Texts = ["a", "b", "c"] }, Cancel);

        JsonObject image = new() { ["image"] = HttpGrid.DataUri(HttpGrid.Picture) };
        JsonNode answer = await grid.Http.PostAsync("/v1/rank", new JsonObject { ["model"] = "demo", ["pictures"] = new JsonArray(image, image.DeepClone()), ["texts"] = new JsonArray("a", "b", "c") });

        answer["scores"]!.AsArray().SelectMany(row => row!.AsArray().Select(score => (float)score!)).AssertClose(expected.Scores.ToArray());
        Assert.Equal((2, expected.LogitScale), (answer["scores"]!.AsArray().Count, (double)answer["logitScale"]!));
    }
}
