using System.Net;
using System.Text.Json.Nodes;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.TestKit.Hostile;
using SkiaSharp;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Pictures in requests: damaged ones are refused one by one, the others are answered.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "S25")]
public sealed class HostilePictureTests(HostileGrid grid, ITestOutputHelper output)
{
    private const int UsualCount = 600;
    private const int PerRequest = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classify_DamagedPictures_AnswersEachWithClassesOrAReason()
    {
        HostileCases cases = new(UsualCount);
        output.WriteLine($"{cases}");
        SKEncodedImageFormat[] formats = [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp];
        byte[][] seeds = [.. formats.Select((format, i) => HostileGrid.Picture(i + 3, format)), Gif(), Bmp()];
        await ClassifyAsync(cases, [.. seeds, .. seeds]);
        SiloHealth before = await SiloHealth.OfAsync(grid);
        int refused = 0;
        for (int number = 0; number < cases.Count; number += PerRequest)
            refused += await ClassifyAsync(cases, [.. Enumerable.Range(number, PerRequest).Select(one => HostileBytes.Mutate(seeds[one % seeds.Length], cases.Of(one))).Select(bytes => bytes.Length == 0 ? [0] : bytes)], number);
        Assert.True(refused > cases.Count / 10, $"{refused} of {cases.Count} were refused");
        output.WriteLine($"{refused} refused; {await before.AssertSameAsync()}");
    }

    [Theory, Trait("Check", "B6")]
    [InlineData("a BMP of 3,000,000 x 2,000,000", "424D36000000000000003600000028000000C0C62D0080841E000100180000000000")]
    [InlineData("a GIF of 65,535 x 65,535", "474946383961FFFFFFFF800000FFFFFF0000002C00000000FFFFFFFF0002024401003B")]
    [InlineData("a PNG of 2^31 - 1 squared", "89504E470D0A1A0A0000000D494844527FFFFFFF7FFFFFFF08060000003F7A97FD")]
    public async Task Classify_APictureThatLiesAboutItsSize_RefusesItFromTheHeader(string what, string bytes)
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);
        JsonNode answer = await AskAsync([Convert.FromHexString(bytes), HostileGrid.Picture(5)]);

        Assert.False(string.IsNullOrEmpty((string?)answer["pictures"]![0]!["error"]), what);
        Assert.Null((string?)answer["pictures"]![1]!["error"]);
        await before.AssertSameAsync();
    }

    private async Task<int> ClassifyAsync(HostileCases cases, byte[][] pictures, int number = 0)
    {
        JsonNode answer = await AskAsync(pictures);
        JsonNode[] results = [.. answer["pictures"]!.AsArray().OfType<JsonNode>()];
        Assert.Equal(pictures.Length, results.Length);
        Assert.All(results, (result, i) =>
        {
            string? error = (string?)result["error"];
            Assert.True(error is null ? result["classes"]!.AsArray().Count == 2 : error.Length > 10 && !error.Contains("System.", StringComparison.Ordinal) && !error.Any(char.IsControl), $"{cases.Told(number + i)}: {result.ToJsonString()}");
        });
        return results.Count(result => result["error"] is not null);
    }

    private async Task<JsonNode> AskAsync(IEnumerable<byte[]> pictures)
    {
        JsonObject body = new()
        {
            ["model"] = "demo",
            ["classes"] = new JsonArray("cat", "dog"),
            ["pictures"] = new JsonArray([.. pictures.Select(picture => new JsonObject { ["image"] = $"data:image/png;base64,{Convert.ToBase64String(picture)}" })]),
        };
        using HttpResponseMessage answer = await grid.Http.SendAsync(HttpMethod.Post, "/v1/classify", body);
        return await answer.JsonAsync(HttpStatusCode.OK);
    }

    // One pixel, as small as GIF goes.
    private static byte[] Gif() => Convert.FromHexString("47494638396101000100800000FF0000FFFFFF2C00000000010001000002024401003B");

    // Two pixels of 24 bits, a row of two with two bytes to fill it.
    private static byte[] Bmp() => Convert.FromHexString("424D3E0000000000000036000000280000000200000001000000010018000000000008000000130B0000130B00000000000000000000FF000000FF000000");
}
