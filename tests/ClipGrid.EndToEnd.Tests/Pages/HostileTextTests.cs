using System.Text.Json;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>Captions, labels, keys and metadata of strangers are text on every page, whatever they contain.</summary>
[Trait("Speed", "Slow")]
[Trait("Check", "B76")]
[Collection(typeof(SharedPageGrid))]
public sealed class HostileTextTests(PageGrid grid)
{
    private static readonly string[] Texts =
    [
        "<script>window.hacked = 1</script>",
        "<img src=x onerror=\"window.hacked = 2\">",
        "\"><svg onload=window.hacked=3>",
        "javascript:window.hacked=4",
        "\u202Egnp.exe",
        new string('x', 9_000),
        "{{constructor.constructor('window.hacked=5')()}}",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_OfStrangers_StaysTextAndBreaksNoPage()
    {
        IPage page = await grid.OpenAsync("/not-found", 375);
        await AddAsync();
        string[] paths =
        [
            "/datasets/hostile", "/datasets/hostile?tab=statistics", "/search?dataset=hostile&model=demo&q=x", "/map?dataset=hostile&model=demo",
            .. Texts.Select((_, i) => $"/datasets/hostile/item?key=item-{i}"),
        ];
        foreach (string path in paths)
        {
            await grid.GoAsync(page, path);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            Assert.Null(await page.EvaluateAsync<int?>("window.hacked ?? null"));
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 375, path);
        }
        await grid.GoAsync(page, "/datasets/hostile/item?key=item-0");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(Texts[0]);
        await page.Context.CloseAsync();
    }

    private async Task AddAsync()
    {
        using TemporaryFolder folder = new();
        string picture = Path.GetFileName(grid.HeldOutPicture().File);
        File.Copy(grid.HeldOutPicture().File, folder.Combine(picture));
        string table = folder.Combine("captions.jsonl");
        await File.WriteAllLinesAsync(table, Texts.Select((text, i) => JsonSerializer.Serialize(new { key = $"item-{i}", file = picture, captions = new[] { text }, label = text[..Math.Min(text.Length, 200)], note = text })), Cancel);
        await using ClipGridClient client = await GridClient.ConnectAsync(grid.Silo);
        IngestStatus added = await client.AddAsync("hostile", [table]);
        Assert.True(added.ItemCount >= Texts.Length - 1, $"{added}");
        await client.Embeddings.EmbedAsync(DatasetRef.Parse("hostile"), ModelRef.Parse("demo"), cancellationToken: Cancel);
    }
}
