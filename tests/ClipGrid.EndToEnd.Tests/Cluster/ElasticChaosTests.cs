using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>
/// Every ten seconds one of up to four silos is started, ended or killed, a kill first, while clients search and bring pictures: three
/// times, or for CLIPGRID_MINUTES. CLIPGRID_SEED repeats the order of it.
/// </summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedClusterGrid))]
public sealed class ElasticChaosTests(ClusterGrid grid)
{
    private const int LeastChanges = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestLoss = TimeSpan.FromSeconds(45);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Fact, Trait("Check", "F15")]
    public async Task Silos_ComeGoAndDieAllTheTime_NothingAcknowledgedIsLostAndEachAnswerIsRightOrSaysWhatIsMissing()
    {
        int seed = Number("CLIPGRID_SEED") ?? Environment.TickCount & 0xFFFFFF;
        TimeSpan duration = Number("CLIPGRID_MINUTES") is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.Zero;
        Output.WriteLine($"CLIPGRID_SEED={seed}");
        Random random = new(seed);
        await grid.HealAsync();
        await using SearchLoad load = await SearchLoad.StartAsync(grid, clientCount: 4);
        await using IngestLoad brought = await IngestLoad.StartAsync(grid, $"chaos-{seed}");

        for (int change = 0; change < LeastChanges || load.Now < duration; change++)
        {
            TimeSpan begin = load.Now;
            Output.WriteLine($"{begin.TotalSeconds:f0} s: {await ChangeAsync(random, mustKill: change == 0)}");
            await WholeAsync();
            while (load.Now - begin < Pause)
                await Task.Delay(100, Cancel);
        }
        IReadOnlyCollection<string> ledger = await brought.StopAsync();
        // A wrong answer, or an exception of another kind, fails it here.
        await load.StopAsync();

        Output.WriteLine($"{load.Count} searches, {load.Faults.Length} of them not whole; {ledger.Count} data sets acknowledged.");
        foreach (string fault in load.Faults.Select(fault => fault.Fault).Distinct().Take(5))
            Output.WriteLine(fault);
        await brought.AssertKeptAsync();
        foreach (int number in grid.Running)
            Assert.DoesNotContain("Unhandled exception", grid.Words(number), StringComparison.Ordinal);
    }

    private async Task<string> ChangeAsync(Random random, bool mustKill)
    {
        int[] running = [.. grid.Running], missing = [.. Enumerable.Range(0, ClusterGrid.MostSilos).Except(running)];
        bool starts = !mustKill && (running.Length == 1 || missing.Length > 0 && random.Next(2) == 0), kills = random.Next(2) == 0 || mustKill;
        int number = starts ? missing[random.Next(missing.Length)] : running[random.Next(running.Length)];
        if (starts)
            await grid.StartAsync(number);
        else if (kills)
            await grid.KillAsync(number);
        else
            await grid.TerminateAsync(number);
        return $"silo {number} {(starts ? "started" : kills ? "killed" : "ended")}";
    }

    // Every item is there once, and a search is whole again.
    private async Task WholeAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(LongestLoss);
        while (true)
            try
            {
                Assert.Equal(grid.ItemCount, await grid.CountAsync("emoji"));
                SearchResult found = await grid.Client.FindAsync("emoji", grid.Model, grid.Known[0].Text);
                if (!found.IsPartial)
                {
                    grid.Known[0].AssertFound(found.Hits.Select(hit => (hit.Item.Key, hit.Score)));
                    return;
                }
            }
            catch (GridException away) when (away.Problem == GridProblem.Unavailable)
            {
                await Task.Delay(100, patience.Token);
            }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
