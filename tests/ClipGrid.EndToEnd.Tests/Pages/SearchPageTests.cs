using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>Pictures are found by words, by a picture that is dropped, and away from words.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedPageGrid))]
public sealed class SearchPageTests(PageGrid grid)
{
    private const int MostPresses = 50;

    [Fact]
    public async Task Search_DroppedPicture_FindsItselfFirstUntilItIsANegative()
    {
        IPage page = await grid.OpenAsync("/search?dataset=demo&model=demo");
        (string key, string file) = grid.HeldOutPicture();
        await PageGrid.ChooseAsync(page.GetByLabel("Add pictures"), file);

        await Expect(page.Locator(".hit").First).ToContainTextAsync("1.000");
        await page.Locator(".hit-open").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(key);
        await CloseAsync(page);
        await PageGrid.ShootAsync(page, "search-picture");

        // The same picture as a part to keep away from, beside words: it is not among the first any more.
        await page.GetByLabel("What to look for").FillAsync("two red circles");
        await page.GetByText("Minus").First.ClickAsync();
        await Expect(page.Locator(".hit").First).Not.ToContainTextAsync("1.000");
        Assert.Contains("q=two", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Search_WordsThenMoreLikeTheSecondHit_IsInTheAddress()
    {
        IPage page = await grid.OpenAsync("/search?dataset=demo&model=demo&q=a%20blue%20square");
        await Expect(page.Locator(".hit")).Not.ToHaveCountAsync(0);
        await page.Locator(".hit-more").Nth(1).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("[?&]term="));

        IPage second = await grid.OpenAsync(new Uri(page.Url).PathAndQuery);
        await Expect(second.Locator(".hit").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    // The dialog hears Escape a moment after it is there.
    private static async Task CloseAsync(IPage page)
    {
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        for (int i = 0; i < MostPresses && await dialog.CountAsync() > 0; i++)
        {
            await page.Keyboard.PressAsync("Escape");
            await page.WaitForTimeoutAsync(200);
        }
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
