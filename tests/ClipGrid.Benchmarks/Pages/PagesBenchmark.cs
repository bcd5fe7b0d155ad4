namespace ClipGrid.Benchmarks.Pages;

/// <summary>What open pages cost the silo that serves them and the people who look at them.</summary>
internal sealed class PagesBenchmark(TextWriter output)
{
    private const int SessionCount = 1000;
    private static readonly string[] AllParts = ["paint", "zoom", "list", "feed", "idle"];

    /// <param name="parts">What is measured; none for everything.</param>
    internal async Task RunAsync(string[] parts)
    {
        string[] wanted = parts.Length == 0 ? AllParts : parts;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("clipgrid-bench-");
        try
        {
            await new StoredSessions(folder.FullName).WriteAsync(SessionCount);
            await using PageBrowser browser = await PageBrowser.StartAsync();
            await using PageSilo silo = await PageSilo.StartAsync(folder.FullName);
            output.WriteLine($"silo without pages: {await silo.MeasureAsync()}");
            if (wanted.Contains("paint"))
                await new PaintPart(output).RunAsync(browser);
            if (wanted.Contains("zoom"))
                await new ZoomPart(output).RunAsync(browser);
            if (wanted.Contains("list"))
                await new ListPart(output).RunAsync(browser, silo.Client);
            if (wanted.Contains("feed"))
                await new FeedPart(output).RunAsync(browser, silo, folder.FullName);
            if (wanted.Contains("idle"))
                await new IdlePart(output).RunAsync(browser, silo, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
