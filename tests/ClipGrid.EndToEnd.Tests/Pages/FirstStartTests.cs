using System.IO.Compression;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>What a person meets who has nothing yet, and the way from pictures on a disk to pictures that are found.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedPageGrid))]
public sealed class FirstStartTests(PageGrid grid)
{
    [Fact]
    public async Task Overview_OfAnEmptyGrid_OffersThreeWaysToBegin()
    {
        using TemporaryFolder folder = new();
        int[] ports = FreePorts.Take(3);
        using GridProcess empty = await GridProcess.StartAsync(folder.FullName, TestContext.Current.CancellationToken, ports: ports);
        IPage page = await grid.OpenAsync("/not-found");
        await page.GotoAsync($"http://localhost:{ports[2]}/");

        await Expect(page.GetByText("--demo")).ToBeVisibleAsync();
        await PageGrid.ShootAsync(page, "first-start");
        foreach ((string path, string name) in new[] { ("/datasets", "first-datasets"), ("/sessions", "first-sessions"), ("/sessions/new", "first-session-new"), ("/models", "first-models"), ("/search", "first-search"), ("/classify", "first-classify"), ("/map", "first-map") })
        {
            await page.GotoAsync($"http://localhost:{ports[2]}{path}");
            await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
            await PageGrid.ShootAsync(page, name);
        }
        await page.GotoAsync($"http://localhost:{ports[2]}/");
        // A click on a link that is just being drawn anew is nobody's.
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByRole(AriaRole.Main).Locator("a[href='/datasets/add']").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Add a data set");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pictures_UploadedAsAZip_AreAddedEmbeddedAndFound()
    {
        using TemporaryFolder folder = new();
        string zip = Zip(folder);
        IPage page = await grid.OpenAsync("/datasets/add");
        await PageGrid.ChooseAsync(page.Locator("input[type=file]:not([webkitdirectory])"), zip);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("uploaded");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the data set" }).ClickAsync();

        await Expect(page.GetByText("Look at the pictures")).ToBeVisibleAsync();
        await PageGrid.ShootAsync(page, "dataset-added");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("broken");
        await page.GetByText("Embed them").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Embed" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("completed");
        await grid.GoAsync(page, "/search?dataset=uploaded&model=demo&q=red");
        await Expect(page.Locator(".hit")).ToHaveCountAsync(4);
        await page.Context.CloseAsync();
    }

    // Four pictures in two folders named by their class, and one that is broken off.
    private string Zip(TemporaryFolder folder)
    {
        string path = folder.Combine("pictures.zip");
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        string[] files = [.. Directory.EnumerateFiles(Path.GetDirectoryName(grid.HeldOutPicture().File)!, "*.png").Order(StringComparer.Ordinal).Take(5)];
        for (int i = 0; i < 4; i++)
            zip.CreateEntryFromFile(files[i], $"{(i % 2 == 0 ? "red" : "blue")}/{Path.GetFileName(files[i])}");
        using Stream broken = zip.CreateEntry("red/broken.png").Open();
        broken.Write(File.ReadAllBytes(files[4]).AsSpan(0, 200));
        return path;
    }
}
