using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>A session is started, watched and steered by nothing but its pages.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedPageGrid))]
public sealed partial class SessionPageTests(PageGrid grid)
{
    [Fact]
    public async Task Session_StartedWatchedAndSteeredByPages_GrowsPausesGoesOnAndPublishes()
    {
        IPage page = await grid.OpenAsync("/sessions/new?dataset=demo");
        await page.GetByLabel("Start from a model").FillAsync("demo");
        await page.GetByLabel("Publish as model").FillAsync("steered");
        await page.GetByLabel("Steps").First.FillAsync("100000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(page.GetByText("of memory")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start session" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Session s");
        long early = await DrawnAsync(page, beyond: 0);
        long later = await DrawnAsync(page, beyond: early + 10);
        Assert.True(later > early);

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByText("paused").First).ToBeVisibleAsync();
        await PageGrid.ShootAsync(page, "session-paused");
        long paused = await DrawnAsync(page, beyond: later - 1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await DrawnAsync(page, beyond: paused + 5);

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop and publish" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stop and publish" }).ClickAsync();
        await Expect(page.GetByText("completed").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("dd", new() { HasText = "steered:" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("log")).ToContainTextAsync("Paused");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Compare_TwoSessions_ShowsBothAndOnlyWhatDiffers()
    {
        string clone = await CloneAsync("demo-1", "compared");
        IPage page = await grid.OpenAsync("/sessions");
        await page.GetByLabel("Compare session demo-1").CheckAsync();
        await page.GetByLabel($"Compare session {clone[..13]}").CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare 2" }).ClickAsync();

        await Expect(page.GetByTestId("differences")).ToContainTextAsync("publish");
        await Expect(page.GetByTestId("differences")).Not.ToContainTextAsync("batch size");
        await Expect(page.Locator(".legend li")).ToHaveCountAsync(2);
        await PageGrid.ShootAsync(page, "compare");
        await page.CloseAsync();
    }

    // Through the form of a clone; returns the new session's id.
    private async Task<string> CloneAsync(string of, string publish)
    {
        IPage page = await grid.OpenAsync($"/sessions/{of}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clone" }).ClickAsync();
        await page.GetByLabel("Publish as model").FillAsync(publish);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start session" }).ClickAsync();
        await Expect(page.GetByText("completed").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        string id = SessionAddress().Match(page.Url).Groups[1].Value;
        await page.CloseAsync();
        return id;
    }

    // Waits until the curves show a step beyond one; returns the last.
    private static async Task<long> DrawnAsync(IPage page, long beyond)
    {
        ILocator curves = page.GetByTestId("curves");
        await page.WaitForFunctionAsync("beyond => +document.querySelector('[data-test=curves]')?.dataset.last > beyond", beyond, new() { Timeout = 60_000 });
        return long.Parse((await curves.GetAttributeAsync("data-last"))!, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"/sessions/(s\w+)")]
    private static partial Regex SessionAddress();
}
