using Microsoft.Playwright;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>A browser with one window; the test skips where there is no browser.</summary>
internal sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BrowserWindow(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    /// <summary>The window.</summary>
    public IPage Page { get; }

    /// <summary>Opens it.</summary>
    public static async Task<BrowserWindow> OpenAsync()
    {
        string? chromium = Environment.GetEnvironmentVariable("CLIPGRID_CHROMIUM");
        Assert.SkipWhen(chromium is null, "CLIPGRID_CHROMIUM names no browser: tests/services.sh installs Chromium where it may.");
        IPlaywright playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PageGrid.Patience);
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = PageGrid.Flags });
        return new BrowserWindow(playwright, browser, await browser.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
