using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>Pages that are open while their server dies find back by themselves.</summary>
[Trait("Speed", "Slow")]
[Trait("Check", "F34")]
[Collection(typeof(SharedPageGrid))]
public sealed class ReconnectTests(PageGrid grid)
{
    private const int PageCount = 20;

    [Fact]
    public async Task Pages_ServerKilledAndStartedAgain_ComeBackByThemselvesAndStartNothingTwice()
    {
        IPage starter = await grid.OpenAsync("/sessions/new?dataset=demo&base=demo");
        await starter.GetByLabel("Publish as model").FillAsync("survivor");
        await starter.GetByLabel("Steps").First.FillAsync("100000");
        // Two clicks are one start.
        await starter.GetByRole(AriaRole.Button, new() { Name = "Start session" }).DblClickAsync();
        await Expect(starter.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Session s");
        List<IPage> pages = [starter];
        for (int i = 1; i < PageCount; i++)
            pages.Add(await grid.OpenAsync(i % 2 == 0 ? "/sessions?q=survivor" : new Uri(starter.Url).PathAndQuery));
        await DrawnAsync(starter, 0);

        await grid.RestartAsync();

        foreach (IPage page in pages)
            await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        long back = await DrawnAsync(starter, 0);
        await DrawnAsync(starter, back);
        IPage list = await grid.OpenAsync("/sessions?q=survivor");
        await Expect(list.Locator("tbody tr")).ToHaveCountAsync(1);
        await starter.GetByRole(AriaRole.Button, new() { Name = "Cancel session" }).ClickAsync();
        await starter.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel session" }).ClickAsync();
        await Expect(starter.GetByText("cancelled").First).ToBeVisibleAsync();
        foreach (IPage page in pages.Append(list))
            await page.CloseAsync();
    }

    private static async Task<long> DrawnAsync(IPage page, long beyond)
    {
        IJSHandle last = await page.WaitForFunctionAsync("beyond => { const last = +document.querySelector('[data-test=curves]')?.dataset.last; return last > beyond && last; }", beyond, new() { Timeout = 60_000 });
        return await last.JsonValueAsync<long>();
    }
}
