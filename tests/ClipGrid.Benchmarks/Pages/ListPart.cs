using ClipGrid.Benchmarks.Grid;
using ClipGrid.Contracts.Client;
using Microsoft.Playwright;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>How long a list of a thousand sessions takes: in the SDK, as a page that is received, and until a person sees it.</summary>
internal sealed class ListPart(TextWriter output)
{
    private const int RoundCount = 200;
    private const int LookCount = 10;

    internal async Task RunAsync(PageBrowser browser, ClipGridClient client)
    {
        IBrowserContext window = await browser.OpenAsync(draws: true);
        int listed = 0;
        double[][] times = await Percentiles.MeasureAsync(5, RoundCount, async () => listed = await client.Sessions.ListAsync().CountAsync(), () => GetAsync(window, "/sessions"), () => GetAsync(window, "/sessions?q=00007"));
        foreach ((string name, double[] one) in new[] { $"{listed} sessions by the SDK", "their page", "their page with a search" }.Zip(times))
            output.WriteLine($"{name}: p50 {Percentiles.At(one, 0.5):F1} ms, p99 {Percentiles.At(one, 0.99):F1} ms");
        List<double> paints = [];
        for (int round = 0; round < LookCount; round++)
        {
            IPage page = await window.NewPageAsync();
            await page.GotoAsync(PageSilo.Url("/sessions"));
            paints.Add(await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"));
            await page.CloseAsync();
        }
        paints.Sort();
        output.WriteLine($"  first paint of the list: p50 {paints[LookCount / 2]:F0} ms, slowest {paints[^1]:F0} ms");
        await window.CloseAsync();
    }

    private static async Task GetAsync(IBrowserContext window, string path)
    {
        IAPIResponse answer = await window.APIRequest.GetAsync(PageSilo.Url(path));
        if (!answer.Ok)
            throw new InvalidOperationException($"{path}: {answer.Status}");
        await answer.DisposeAsync();
    }
}
