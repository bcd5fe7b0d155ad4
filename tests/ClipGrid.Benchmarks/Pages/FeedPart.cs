using System.Diagnostics;
using ClipGrid.Benchmarks.Grid;
using Microsoft.Playwright;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>Fifty open pages of a session that makes twenty steps a second, for a minute; two of them draw, as one machine has no more to draw with.</summary>
internal sealed class FeedPart(TextWriter output)
{
    private const int DrawingCount = 2;
    private const int PageCount = 50;
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    internal async Task RunAsync(PageBrowser browser, PageSilo silo, string folder)
    {
        await using LiveSession session = await LiveSession.StartAsync(silo.Client, folder);
        SiloGauge before = await silo.MeasureAsync();
        output.WriteLine($"before {PageCount} pages: {before}");
        await using (Crowd crowd = new(browser))
        {
            await crowd.OpenAsync(DrawingCount, draws: true, _ => $"/sessions/{session.Id}");
            await crowd.OpenAsync(PageCount - DrawingCount, draws: false, _ => $"/sessions/{session.Id}");
            foreach (IPage page in crowd.Pages)
                await page.WaitForFunctionAsync("() => window.drawn.length > 1 && (window.drawn.splice(0), true)");
            SiloGauge begin = await silo.MeasureAsync();
            output.WriteLine($"  opened: {begin}");
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(Duration);
            SiloGauge end = await silo.MeasureAsync();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            output.WriteLine($"  after {seconds:F0} s: {end}; {(end.ProcessorTime - begin.ProcessorTime).TotalSeconds / seconds:F2} processors, training included");
            List<CurveCheck> checks = [];
            foreach (IPage page in crowd.Pages)
                checks.Add(await CurveCheck.OfAsync(page, session.TimesAsync));
            Tell(checks, seconds);
        }
        for (int wait = 0; wait < 4; wait++)
        {
            output.WriteLine($"  {wait * 5} s after they were closed: {await silo.MeasureAsync()}");
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
    }

    private void Tell(List<CurveCheck> checks, double seconds)
    {
        double[] delays = [.. checks.SelectMany(check => check.Delays).Order()];
        output.WriteLine($"  {checks.Average(check => check.StepCount) / seconds:F1} steps a second; from a step to its drawing: p50 {Percentiles.At(delays, 0.5):F0} ms, p99 {Percentiles.At(delays, 0.99):F0} ms, slowest {delays[^1]:F0} ms; the {DrawingCount} that draw, p99 {Percentiles.At([.. checks.Take(DrawingCount).SelectMany(check => check.Delays).Order()], 0.99):F0} ms");
        string[] faults = [.. checks.SelectMany(check => check.Faults)];
        output.WriteLine(faults.Length == 0 ? "  no page misses a step" : $"  {faults.Length} faults: {string.Join("; ", faults.Take(5))}");
    }
}
