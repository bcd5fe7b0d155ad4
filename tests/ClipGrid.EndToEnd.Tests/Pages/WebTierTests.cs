using System.Diagnostics;
using ClipGrid.EndToEnd.Tests.Processes;
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
        int port = FreePorts.Take(1)[0];
        using Process tier = Process.Start(new ProcessStartInfo("dotnet", [Built.Assembly("Dashboard"), $"--ClipGrid:Endpoint={grid.Silo.Endpoint}", $"--ClipGrid:HttpPort={port}"]) { RedirectStandardOutput = true })!;
        try
        {
            await StartedAsync(tier);
            await LookAsync(page, port);
        }
        finally
        {
            tier.Kill();
        }
        Assert.Empty(Directory.GetFiles(Built.Folder("Dashboard"), "*orch*", SearchOption.AllDirectories));
        await page.Context.CloseAsync();
    }

    private static async Task StartedAsync(Process tier)
    {
        while (await tier.StandardOutput.ReadLineAsync(Cancel) is { } line)
            if (line.Contains("Its pages", StringComparison.Ordinal))
                return;
        Assert.Fail("It ended before it served.");
    }

    private static async Task LookAsync(IPage page, int port)
    {
        await page.GotoAsync($"http://localhost:{port}/datasets");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "demo", Exact = true })).ToBeVisibleAsync();
        await page.GotoAsync($"http://localhost:{port}/search?dataset=demo&model=demo&q=red");
        await Expect(page.Locator(".hit img").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("--ClipGrid:HttpPort=many", "ClipGrid:HttpPort")]
    [InlineData("--ClipGrid:HttpPort=0", "ClipGrid:HttpPort")]
    [InlineData("--ClipGrid:Endpoint=127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("--ClipGrid:Endpoint=nowhere", "nowhere")]
    public async Task WebTier_ThatCannotBe_SaysWhyAndEndsWithOne(string argument, string named)
    {
        string[] port = argument.Contains("HttpPort", StringComparison.Ordinal) ? [] : [$"--ClipGrid:HttpPort={FreePorts.Take(1)[0]}"];

        ChildResult run = await Child.RunHostAsync("Dashboard", [argument, .. port], Cancel);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(named, run.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.ToString(), StringComparison.Ordinal);
    }
}
