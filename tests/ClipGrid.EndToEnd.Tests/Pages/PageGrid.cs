using ClipGrid.EndToEnd.Tests.Demo;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>
/// A silo with pages over the demo's data set and a model that has learned next to nothing, and a browser that looks at it. Screenshots
/// lie in artifacts/screenshots.
/// </summary>
public sealed class PageGrid : IAsyncLifetime
{
    private const int TallestPicture = 8_000;
    internal const float Patience = 20_000;

    internal static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(3);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The silo.</summary>
    internal GridProcess Silo { get; private set; } = null!;

    /// <summary>The address of a page.</summary>
    public string Url(string path) => $"http://localhost:{_ports[2]}{path}";

    /// <summary>An item of the demo's data set that training never saw, and its file.</summary>
    internal (string Key, string File) HeldOutPicture()
    {
        string file = Directory.EnumerateFiles(_folder.Combine("demo/heldout/images"), "*.png").Order(StringComparer.Ordinal).First();
        return (Path.GetFileNameWithoutExtension(file), file);
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("CLIPGRID_CHROMIUM") is not { } chromium)
            return;
        await DemoData.RunAsync(_folder.FullName, "--steps", "1");
        await StartAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright.Selectors.SetTestIdAttribute("data-test");
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Silo?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Skips the test where there is no browser, and so no silo either.</summary>
    internal void RequireBrowser() => Assert.SkipWhen(_browser is null, "CLIPGRID_CHROMIUM names no browser: tests/services.sh installs Chromium where it may.");

    /// <summary>Opens a browser window of its own, light and wide unless said otherwise; skips the test where there is no browser.</summary>
    internal async Task<IPage> OpenAsync(string path, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await BlankAsync(width, scheme);
        await GoAsync(page, path);
        return page;
    }

    /// <summary>Opens a browser window of its own that shows nothing yet.</summary>
    internal async Task<IPage> BlankAsync(int width, ColorScheme scheme)
    {
        RequireBrowser();
        IBrowserContext window = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        window.SetDefaultTimeout(30_000);
        return await window.NewPageAsync();
    }

    /// <summary>Opens an address and waits until the page hears what is done to it.</summary>
    internal async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(Url(path));
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Chooses a file once the page takes files.</summary>
    internal static async Task ChooseAsync(ILocator input, string file)
    {
        await Assertions.Expect(input).ToBeEnabledAsync();
        await input.SetInputFilesAsync(file);
    }

    /// <summary>Kills the silo and starts it again where it was.</summary>
    internal async Task RestartAsync()
    {
        await Silo.KillAsync(TestContext.Current.CancellationToken);
        Silo.Dispose();
        await StartAsync();
    }

    /// <summary>Keeps a picture of the page for people to look at.</summary>
    internal static async Task ShootAsync(IPage page, string name)
    {
        // A gallery of thousands is taller than a picture may be.
        bool isWhole = await page.EvaluateAsync<int>("document.documentElement.scrollHeight") < TallestPicture;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Built.Root($"artifacts/screenshots/{name}.png"), FullPage = isWhole });
    }

    private async Task StartAsync() => Silo = await GridProcess.StartAsync(_folder.FullName, TestContext.Current.CancellationToken, ports: _ports);
}
