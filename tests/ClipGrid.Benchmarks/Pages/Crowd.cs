using Microsoft.Playwright;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>Many open pages in windows of one browser.</summary>
internal sealed class Crowd(PageBrowser browser) : IAsyncDisposable
{
    private const int OpenedAtOnce = 3;
    private readonly List<IBrowserContext> _windows = [];

    /// <summary>Its pages.</summary>
    internal List<IPage> Pages { get; } = [];

    /// <summary>Opens pages and waits until all of them hear what is done to them.</summary>
    internal async Task OpenAsync(int count, bool draws, Func<int, string> path)
    {
        IBrowserContext window = await browser.OpenAsync(draws);
        _windows.Add(window);
        using SemaphoreSlim turns = new(OpenedAtOnce);
        Pages.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(i => OpenOneAsync(window, turns, path(i)))));
    }

    /// <summary>Closes them as people do: the browser says goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (IPage page in Pages)
            await page.GotoAsync("about:blank");
        foreach (IBrowserContext window in _windows)
            await window.CloseAsync();
    }

    private static async Task<IPage> OpenOneAsync(IBrowserContext window, SemaphoreSlim turns, string path)
    {
        await turns.WaitAsync();
        try
        {
            IPage page = await window.NewPageAsync();
            await page.GotoAsync(PageSilo.Url(path), new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
            await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            return page;
        }
        finally
        {
            turns.Release();
        }
    }
}
