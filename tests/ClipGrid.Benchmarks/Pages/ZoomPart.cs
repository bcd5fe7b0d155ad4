using Microsoft.Playwright;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>How soon the page of a million steps shows finer buckets of what a person zooms into, again and again down to single steps.</summary>
internal sealed class ZoomPart(TextWriter output)
{
    private const int ZoomCount = 5;

    internal async Task RunAsync(PageBrowser browser)
    {
        IBrowserContext window = await browser.OpenAsync(draws: true);
        IPage page = await window.NewPageAsync();
        await page.GotoAsync(PageSilo.Url($"/sessions/{StoredSessions.Long}"));
        await page.WaitForFunctionAsync("() => window.lossAt");
        await page.EvaluateAsync("() => new PerformanceObserver(list => { window.longest = Math.max(window.longest ?? 0, ...list.getEntries().map(task => task.duration)); }).observe({ entryTypes: ['longtask'] })");
        ILocator chart = page.Locator("[data-series=Loss]");
        for (int zoom = 1; zoom <= ZoomCount; zoom++)
        {
            LocatorBoundingBoxResult box = (await chart.BoundingBoxAsync())!;
            float y = box.Y + box.Height / 2;
            string before = (await chart.GetAttributeAsync("data-points"))!;
            await page.Mouse.MoveAsync(box.X + box.Width * 0.45f, y);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(box.X + box.Width * 0.6f, y, new MouseMoveOptions { Steps = 10 });
            await page.EvaluateAsync("() => { window.longest = 0; window.upAt = performance.now(); }");
            await page.Mouse.UpAsync();
            double taken = await (await page.WaitForFunctionAsync("before => document.querySelector('[data-series=Loss]').dataset.points !== before && performance.now() - window.upAt", before)).JsonValueAsync<double>();
            await page.WaitForTimeoutAsync(400);
            output.WriteLine($"zoom {zoom}: {await chart.GetAttributeAsync("data-points")} points after {taken:F0} ms, longest stretch without a frame {await page.EvaluateAsync<double>("() => window.longest"):F0} ms");
        }
        await window.CloseAsync();
    }
}
