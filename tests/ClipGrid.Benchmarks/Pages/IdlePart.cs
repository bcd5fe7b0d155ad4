using System.Diagnostics;
using ClipGrid.Benchmarks.Grid;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>Two hundred pages that nobody touches, half of them of sessions that have ended and half lists, beside twenty of a session that trains.</summary>
internal sealed class IdlePart(TextWriter output)
{
    private const int IdleCount = 200;
    private const int ActiveCount = 20;
    private const int WarmUpCount = 4;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    internal async Task RunAsync(PageBrowser browser, PageSilo silo, string folder)
    {
        // What the first pages leave behind for all that follow, sessions that were read and compiled code, is no page's own.
        await using (Crowd first = new(browser))
            await first.OpenAsync(WarmUpCount, draws: false, Path);
        SiloGauge none = await silo.MeasureAsync();
        output.WriteLine($"before {IdleCount} idle pages: {none}");
        await using (Crowd crowd = new(browser))
        {
            await crowd.OpenAsync(IdleCount, draws: false, Path);
            await Task.Delay(TimeSpan.FromSeconds(3));
            SiloGauge idle = await silo.MeasureAsync();
            output.WriteLine($"  opened: {idle}; {(idle.LiveBytes - none.LiveBytes) / 1024.0 / Math.Max(1, idle.CircuitCount):F0} KiB a circuit alive, {(idle.ResidentBytes - none.ResidentBytes) / 1024.0 / Math.Max(1, idle.CircuitCount):F0} KiB resident");
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(Duration);
            SiloGauge later = await silo.MeasureAsync();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            output.WriteLine($"  idle for {seconds:F0} s: {(later.ProcessorTime - idle.ProcessorTime).TotalSeconds / seconds:F2} processors, {(later.AllocatedBytes - idle.AllocatedBytes) / seconds / 1048576:F1} MiB allocated a second");
            await ActAsync(browser, silo, folder);
        }
        await Task.Delay(TimeSpan.FromSeconds(5));
        output.WriteLine($"  after they were closed: {await silo.MeasureAsync()}");
    }

    private static string Path(int page) => page % 2 == 0 ? $"/sessions/finished-{page:D5}" : "/sessions";

    private async Task ActAsync(PageBrowser browser, PageSilo silo, string folder)
    {
        await using LiveSession session = await LiveSession.StartAsync(silo.Client, folder);
        await using Crowd active = new(browser);
        await active.OpenAsync(ActiveCount, draws: false, _ => $"/sessions/{session.Id}");
        foreach (Microsoft.Playwright.IPage page in active.Pages)
            await page.WaitForFunctionAsync("() => window.drawn.length > 1 && (window.drawn.splice(0), true)");
        await Task.Delay(Duration);
        List<double> delays = [];
        foreach (Microsoft.Playwright.IPage page in active.Pages)
            delays.AddRange((await CurveCheck.OfAsync(page, session.TimesAsync)).Delays);
        delays.Sort();
        output.WriteLine($"  {ActiveCount} active beside them: from a step to its drawing p50 {Percentiles.At([.. delays], 0.5):F0} ms, p99 {Percentiles.At([.. delays], 0.99):F0} ms, slowest {delays[^1]:F0} ms");
    }
}
