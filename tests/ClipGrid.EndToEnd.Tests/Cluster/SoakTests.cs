using System.Globalization;
using ClipGrid.EndToEnd.Tests.Cluster.Soak;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>
/// A silo and a web tier that are asked for a bit of everything for two hours, or CLIPGRID_MINUTES: with time they need no more memory,
/// handles and threads, nothing stays of what is deleted, and each answer is as it was the first time.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int MostPrinted = 50;

    private static TimeSpan Time => TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable("CLIPGRID_MINUTES"), NumberStyles.Float, CultureInfo.InvariantCulture, out double minutes) ? minutes : 120);

    [Fact(Explicit = true), Trait("Check", "L7")]
    public async Task Grid_OfABitOfEverythingForHours_StaysAsItIs()
    {
        Reference.Data("");
        await using SoakGrid grid = await SoakGrid.StartAsync();
        SoakSearches searches = new(grid);
        SoakSessions sessions = new(grid);
        await using SoakLooks looks = new(grid, sessions);
        await searches.MoveAliasAsync(0);
        RepeatedWork[] works =
        [
            new("search by the SDK", TimeSpan.FromSeconds(0.5), searches.BySdkAsync),
            new("search over HTTP", TimeSpan.FromSeconds(0.5), searches.ByHttpAsync),
            new("embed a text", TimeSpan.FromSeconds(1), searches.EmbedAsync),
            new("move the alias", TimeSpan.FromSeconds(15), searches.MoveAliasAsync),
            new("data set", TimeSpan.FromSeconds(60), new SoakDatasets(grid).LiveAsync),
            new("session", TimeSpan.FromSeconds(150), sessions.LiveAsync),
            new("read a list", TimeSpan.FromSeconds(5), looks.ReadListAsync),
            new("read a page", TimeSpan.FromSeconds(10), looks.ReadPageAsync),
            .. SoakLooks.HasBrowser ? [new RepeatedWork("open a page", TimeSpan.FromSeconds(26), looks.OpenPageAsync)] : Array.Empty<RepeatedWork>(),
        ];
        using SoakWatch watch = new(grid, works, Time);

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task watching = watch.RunAsync(end.Token);
        Task[] working = [.. works.Select(work => Task.Run(() => work.RunAsync(end.Token)))];
        // A process that has ended ends the watch.
        await Task.WhenAny(watching, Task.Delay(Time, end.Token));
        await end.CancelAsync();
        await watching;
        await Task.WhenAll(working);

        List<string> faults = [.. works.SelectMany(work => work.Faults)];
        await sessions.AssertKeptAsync();
        faults.AddRange((await UnreferencedBlobs.FindAsync(grid.Client, grid.BlobFolder)).Select(name => $"It belongs to nothing: {name}"));
        faults.AddRange(grid.Silo.Words.Split('\n').Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal)));
        Assert.Equal(0, await grid.Silo.TerminateAsync(TestContext.Current.CancellationToken));
        (IReadOnlyList<string> lines, IReadOnlyList<string> growth) = SoakVerdict.Of(watch.Samples);
        output.WriteLine($"{watch.Table}: {string.Join(", ", works.Select(work => $"{work.Name} {work.Count}"))}");
        faults.AddRange(growth);
        foreach (string line in lines.Concat(faults.Take(MostPrinted)))
            output.WriteLine(line);
        Assert.Empty(faults);
        Assert.All(works, work => Assert.NotEqual(0, work.Count));
    }
}
