using Microsoft.Playwright;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>A Chromium without a screen.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    // The pages of a crowd share processes, as hundreds of them would not fit a machine.
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--renderer-process-limit=8"];

    // What hundreds of browsers would draw on machines of their own: one machine draws for a few.
    private const string NoCharts =
        """
        window.echarts = { connect() {}, init: () => ({ on() {}, getZr: () => ({ on() {} }), setOption() {}, dispatchAction() {}, resize() {}, dispose() {}, getOption: () => ({}) }) };
        """;

    // Notes when the page showed its first words, when the loss was drawn first, and when each newer step was.
    private const string Notes =
        """
        window.drawn = [];
        window.saved = [];
        const create = URL.createObjectURL.bind(URL);
        URL.createObjectURL = blob => { window.saved.push(blob); return create(blob); };
        new MutationObserver(changes => {
          for (const { target, attributeName } of changes) {
            if (attributeName === "data-points" && target.dataset.series === "Loss" && +target.dataset.points > 0) window.lossAt ??= performance.now();
            if (attributeName === "data-last" && +target.dataset.last > (window.drawn.at(-1)?.[1] ?? -1)) window.drawn.push([Date.now(), +target.dataset.last]);
            if (attributeName === "data-interactive") window.liveAt ??= performance.now();
          }
        }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-points", "data-last", "data-interactive"] });
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private PageBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <exception cref="InvalidOperationException">CLIPGRID_CHROMIUM names no browser.</exception>
    internal static async Task<PageBrowser> StartAsync()
    {
        string chromium = Environment.GetEnvironmentVariable("CLIPGRID_CHROMIUM") ?? throw new InvalidOperationException("Set CLIPGRID_CHROMIUM to the path of a Chromium.");
        IPlaywright playwright = await Playwright.CreateAsync();
        return new PageBrowser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Flags }));
    }

    /// <summary>A window with a cache of its own.</summary>
    /// <param name="draws">Whether its charts are drawn.</param>
    internal async Task<IBrowserContext> OpenAsync(bool draws)
    {
        IBrowserContext window = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        window.SetDefaultTimeout(180_000);
        await window.AddInitScriptAsync(Notes);
        if (!draws)
            await window.RouteAsync("**/vizor-echarts-bundle-min.js*", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/javascript", Body = NoCharts }));
        return window;
    }

    /// <summary>The CSV that a page's button for the loss saves.</summary>
    internal static async Task<string[]> SaveLossAsync(IPage page) =>
        (await page.EvaluateAsync<string>("async () => { document.querySelector('[data-series=Loss]').closest('.curve').querySelector('[data-act=csv]').click(); return await window.saved.at(-1).text(); }"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
