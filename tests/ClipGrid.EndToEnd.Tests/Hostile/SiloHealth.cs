using System.Globalization;
using ClipGrid.EndToEnd.Tests.Monitoring;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>How a silo is before and after an attack: it has to be as it was.</summary>
internal sealed class SiloHealth
{
    // What was seen with thirty times as many cases: the heap as the last collection left it, which after thousands of pictures holds garbage of
    // some hundred MiB, and no more after ten thousands.
    private const double MostManagedGrowth = 768 << 20;
    private const double MostGrowth = 768 << 20;

    private readonly HostileGrid _grid;
    private readonly double _managed;
    private readonly double _whole;
    private readonly int _wordCount;

    private SiloHealth(HostileGrid grid, double managed, double whole) => (_grid, _managed, _whole, _wordCount) = (grid, managed, whole, grid.Silo.Words.Length);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As it is now, after a first part of the attack has loaded what is loaded once.</summary>
    public static async Task<SiloHealth> OfAsync(HostileGrid grid)
    {
        (double managed, double whole) = await MemoryAsync(grid);
        return new SiloHealth(grid, managed, whole);
    }

    /// <summary>Asserts that nothing has changed: it answers, its memory and the folder beside it are as before, nobody was called, each line of its log is one of its own.</summary>
    public async Task<string> AssertSameAsync()
    {
        Assert.False(_grid.Silo.HasExited, _grid.Silo.Words);
        using HttpResponseMessage answer = await _grid.Http.GetAsync("/v1/datasets/emoji", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.True(_grid.Folder.IsUntouched, "Something outside the data folder has changed.");
        Assert.Empty(_grid.Folder.Leftovers);
        Assert.Equal(0, _grid.Listener.ConnectionCount);
        AssertLog(_grid.Silo.Words[_wordCount..]);
        (double managed, double whole) = await MemoryAsync(_grid);
        string memory = string.Create(CultureInfo.InvariantCulture, $"managed {Mebi(_managed)} -> {Mebi(managed)} MiB, working set {Mebi(_whole)} -> {Mebi(whole)} MiB");
        Assert.True(managed - _managed < MostManagedGrowth && whole - _whole < MostGrowth, memory);
        return memory;
    }

    private static void AssertLog(string words)
    {
        Assert.All(words.Split('\n'), line =>
        {
            Assert.False(line.TrimStart().StartsWith(HostileTexts.ForgedLine, StringComparison.Ordinal), line);
            Assert.DoesNotContain(line, c => char.IsControl(c) && c != '\t');
            Assert.DoesNotContain("Unhandled exception", line, StringComparison.Ordinal);
            Assert.False(line.StartsWith("crit:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal), line);
        });
        Assert.DoesNotContain(GuardedFolder.Secret, words, StringComparison.Ordinal);
    }

    private static async Task<(double Managed, double Whole)> MemoryAsync(HostileGrid grid)
    {
        using MonitorClient monitor = new(grid.Ports[3]);
        Scrape scrape = await monitor.ScrapeAsync();
        double managed = scrape.Values.Where(value => value.Key.StartsWith("dotnet_gc_last_collection_heap_size", StringComparison.Ordinal)).Sum(value => value.Value);
        double whole = scrape.Values.Where(value => value.Key.StartsWith("dotnet_process_memory_working_set", StringComparison.Ordinal)).Sum(value => value.Value);
        Assert.True(managed > 0 && whole > 0, string.Join('\n', scrape.Names));
        return (managed, whole);
    }

    private static double Mebi(double bytes) => Math.Round(bytes / (1 << 20));
}
