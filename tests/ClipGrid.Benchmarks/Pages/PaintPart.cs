using System.Text.Json;
using ClipGrid.Benchmarks.Grid;
using Microsoft.Playwright;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>How soon the page of a session of a million steps shows its first words, and its loss; first right after the silo's start.</summary>
internal sealed class PaintPart(TextWriter output)
{
    private const int RoundCount = 10;

    internal async Task RunAsync(PageBrowser browser)
    {
        string path = $"/sessions/{StoredSessions.Long}";
        output.WriteLine($"the page of 1,000,000 steps, silo just started: {Words(await LookAsync(browser, path))}");
        List<double[]> fresh = [], again = [];
        for (int round = 0; round < RoundCount; round++)
        {
            IBrowserContext window = await browser.OpenAsync(draws: true);
            fresh.Add(await LookAsync(window, path));
            again.Add(await LookAsync(window, path));
            await window.CloseAsync();
        }
        output.WriteLine($"  {RoundCount} browsers that never were here: {Words(Middle(fresh))}; slowest {Words(Slowest(fresh))}");
        output.WriteLine($"  {RoundCount} browsers that come again: {Words(Middle(again))}; slowest {Words(Slowest(again))}");
    }

    private static async Task<double[]> LookAsync(PageBrowser browser, string path)
    {
        IBrowserContext window = await browser.OpenAsync(draws: true);
        double[] seen = await LookAsync(window, path);
        await window.CloseAsync();
        return seen;
    }

    private static async Task<double[]> LookAsync(IBrowserContext window, string path)
    {
        IPage page = await window.NewPageAsync();
        await page.GotoAsync(PageSilo.Url(path));
        await page.WaitForFunctionAsync("() => window.lossAt");
        JsonElement times = await page.EvaluateAsync<JsonElement>("() => [performance.getEntriesByType('navigation')[0].responseEnd, performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1, window.lossAt]");
        await page.CloseAsync();
        return [.. times.EnumerateArray().Select(time => time.GetDouble())];
    }

    private static double[] Middle(List<double[]> rounds) => Column(rounds, times => Percentiles.At(times, 0.5));

    private static double[] Slowest(List<double[]> rounds) => Column(rounds, times => times[^1]);

    private static double[] Column(List<double[]> rounds, Func<double[], double> choose) =>
        [.. Enumerable.Range(0, rounds[0].Length).Select(i => choose([.. rounds.Select(times => times[i]).Order()]))];

    private static string Words(double[] times) => $"page received {times[0]:F0} ms, first paint {times[1]:F0} ms, loss drawn {times[2]:F0} ms";
}
