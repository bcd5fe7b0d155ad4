using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>The pages as a process of their own, which is a client of the grid and never has torch.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedPageGrid))]
public sealed class WebTierTests(PageGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WebTier_BesideASilo_ServesTheSameGridWithoutTorch()
    {
        IPage page = await grid.OpenAsync("/not-found");
        using (WebTierProcess tier = await WebTierProcess.StartAsync(grid.Silo.Endpoint, Cancel))
        {
            await page.GotoAsync(new Uri(tier.Address, "/datasets").ToString());
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "demo", Exact = true })).ToBeVisibleAsync();
            await page.GotoAsync(new Uri(tier.Address, "/search?dataset=demo&model=demo&q=red").ToString());
            await Expect(page.Locator(".hit img").First).ToBeVisibleAsync();
        }
        Assert.Empty(Directory.GetFiles(Built.Folder("Dashboard"), "*orch*", SearchOption.AllDirectories));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("--ClipGrid:HttpPort=many", "ClipGrid:HttpPort")]
    [InlineData("--ClipGrid:HttpPort=0", "ClipGrid:HttpPort")]
    [InlineData("--ClipGrid:Endpoint=127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("--ClipGrid:Endpoint=nowhere", "nowhere")]
    public async Task WebTier_ThatCannotBe_SaysWhyAndEndsWithOne(string argument, string named)
    {
        string[] port = argument.Contains("HttpPort", StringComparison.Ordinal) ? [] : [$"--ClipGrid:HttpPort={FreePorts.Take()}"];

        ChildResult run = await Child.RunHostAsync("Dashboard", [argument, .. port], Cancel);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(named, run.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.ToString(), StringComparison.Ordinal);
    }
}
