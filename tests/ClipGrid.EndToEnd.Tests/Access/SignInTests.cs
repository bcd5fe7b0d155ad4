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
        // What a reader may not do is not offered, and what is asked for all the same is answered in words.
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Cluster" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "New session" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Keys" })).ToHaveCountAsync(0);
        foreach ((string path, string role) in new[] { ("/keys", "admin"), ("/audit", "admin"), ("/sessions/new", "trainer"), ("/datasets/add", "trainer"), ("/models/import", "trainer") })
        {
            IResponse? answer = await page.GotoAsync(grid.Url(path).ToString());
            Assert.Equal(403, answer!.Status);
            await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync($"This page is for the role {role}");
        }
        await page.GotoAsync(grid.Url("/cluster").ToString());
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("all-in-one");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Log and configuration" })).ToHaveCountAsync(0);

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
    public async Task Keys_MadeAndRevokedOnThePage_LetInAndNoLongerAndAreWrittenDown()
    {
        await using BrowserWindow window = await BrowserWindow.OpenAsync();
        IPage page = window.Page;
        await page.GotoAsync(grid.Url("/keys").ToString());
        await SignInAsync(page, grid.Admin);
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("nightly");
        await PageGrid.ShootAsync(page, "key-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        string key = await page.Locator(".new-key code").TextContentAsync() ?? "";
        await PageGrid.ShootAsync(page, "key-made");
        await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "nightly" });
        await Expect(row).ToContainTextAsync("reader");
        await Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync(key);
        Assert.Equal(0, (await grid.RunAsync(key, "dataset", "list")).ExitCode);
        // A name that a good key has already is refused in the dialog, which stays.
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("nightly");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("nightly");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Expect(row).ToContainTextAsync("revoked");
        await PageGrid.ShootAsync(page, "keys");
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while ((await grid.RunAsync(key, "dataset", "list")).ExitCode == 0)
            await Task.Delay(500, patience.Token);

        await page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "revoke a key" })).ToHaveCountAsync(1);
        await page.GetByLabel("Words").FillAsync("nightly, Reader");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "revoke a key" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "make a key" }).First).ToBeVisibleAsync();
        await PageGrid.ShootAsync(page, "audit");
    }

    [Fact]
    public async Task SignIn_AtAWebTier_GivesTheRoleOfTheKeyAndNotTheTiers()
    {
        Dictionary<string, string> environment = new() { ["ClipGrid__Access__Key"] = grid.Web, ["ClipGrid__Access__Mode"] = "Required" };
        using WebTierProcess tier = await WebTierProcess.StartAsync(grid.Silo.Endpoint, Cancel, environment);
        await using BrowserWindow window = await BrowserWindow.OpenAsync();
        IPage page = window.Page;
        await page.GotoAsync(new Uri(tier.Address, "/cluster").ToString());
        await SignInAsync(page, grid.Admin);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Cluster");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("all-in-one");
    }

    private static async Task SignInAsync(IPage page, string key)
    {
        await page.GetByLabel("API key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
