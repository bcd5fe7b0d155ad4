using System.Diagnostics;
using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Pages;
using ClipGrid.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Access;

/// <summary>People sign in with a key, in a real browser, at a silo and at a web tier.</summary>
[Trait("Speed", "Slow")]
public sealed class SignInTests(GuardedGrid grid) : IClassFixture<GuardedGrid>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_WrongKeyThenRightOne_LeadsToThePageThatWasAskedFor()
    {
        await using BrowserWindow window = await BrowserWindow.OpenAsync();
        IPage page = window.Page;
        await page.GotoAsync(grid.Url("/sessions?state=running").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        await PageGrid.ShootAsync(page, "sign-in");
        await page.GetByLabel("API key").FillAsync("cgk_wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");

        await SignInAsync(page, grid.Reader);

        await Expect(page).ToHaveURLAsync(new Regex("/sessions\\?state=running$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sessions");
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        // A reader sees no logs, and is told why.
        await page.GotoAsync(grid.Url("/cluster").ToString());
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("admin");

        // And the way out: what was open is closed again.
        await Expect(page.Locator(".who")).ToContainTextAsync("reader");
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await PageGrid.ShootAsync(page, "signed-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        await page.GotoAsync(grid.Url("/sessions").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task SignIn_AtAWebTier_GivesTheRoleOfTheKeyAndNotTheTiers()
    {
        int port = FreePorts.Take(1)[0];
        using Process tier = Process.Start(new ProcessStartInfo(
            "env", [$"ClipGrid__Access__Key={grid.Web}", "ClipGrid__Access__Mode=Required", "dotnet", Built.Assembly("Dashboard"), $"--ClipGrid:Endpoint={grid.Silo.Endpoint}", $"--ClipGrid:HttpPort={port}"])
        { RedirectStandardOutput = true })!;
        try
        {
            while (await tier.StandardOutput.ReadLineAsync(Cancel) is { } line && !line.Contains("Its pages", StringComparison.Ordinal))
            {
                // It starts.
            }
            await using BrowserWindow window = await BrowserWindow.OpenAsync();
            IPage page = window.Page;
            await page.GotoAsync($"http://localhost:{port}/cluster");
            await SignInAsync(page, grid.Admin);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Cluster");
            await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("all-in-one");
        }
        finally
        {
            tier.Kill(entireProcessTree: true);
        }
    }

    private static async Task SignInAsync(IPage page, string key)
    {
        await page.GetByLabel("API key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
