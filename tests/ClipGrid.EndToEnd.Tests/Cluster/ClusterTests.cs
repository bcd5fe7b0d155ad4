using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Silos come, go and die while clients search and bring pictures.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedClusterGrid))]
public sealed class ClusterTests(ClusterGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Fact, Trait("Check", "F13")]
    public async Task Silo_JoinsUnderLoad_TakesItsShareAndNoSearchFails()
    {
        await grid.HealAsync();
        await grid.TerminateAsync(2);
        await using SearchLoad load = await SearchLoad.StartAsync(grid, clientCount: 4);
        await load.GoOnAsync(50);
        TimeSpan begin = load.Now;

        await grid.StartAsync(2);
        IngestStatus added = await grid.Client.AddAsync("more", EmojiGrid.Shards("val"), new IngestOptions { MaxPartitionItems = 50 });
        ImmutableArray<int> shares = await grid.SharedOutAsync();
        TimeSpan shared = load.Now - begin;
        await load.GoOnAsync(50);
        await load.StopAsync();

        Output.WriteLine($"Shares {string.Join(", ", shares)} after {shared.TotalSeconds:f1} s; {load.Count} searches, {load.Faults.Length} of them not whole.");
        Assert.Equal(await grid.CountAsync("emoji"), await grid.CountAsync("more"));
        Assert.Equal(added.ItemCount, await grid.CountAsync("more"));
        AssertShort(load.Faults, TimeSpan.FromSeconds(5));
    }

    [Fact, Trait("Check", "F14")]
    public async Task Silo_KilledUnderLoad_LosesNothingAndAnswersAreWholeAgainWithinHalfAMinute()
    {
        await grid.HealAsync();
        await using SearchLoad load = await SearchLoad.StartAsync(grid, clientCount: 8);
        await using IngestLoad brought = await IngestLoad.StartAsync(grid, "killed");
        using WebTierLoad pages = await WebTierLoad.StartAsync(grid);
        await load.GoOnAsync(50);
        TimeSpan killed = load.Now;

        await grid.KillAsync(1);
        while (load.Now - killed < TimeSpan.FromSeconds(40))
            await Task.Delay(100, Cancel);
        IReadOnlyCollection<string> ledger = await brought.StopAsync();
        await load.StopAsync();
        await pages.StopAsync();

        ImmutableArray<(TimeSpan At, string Fault)> faults = load.Faults;
        TimeSpan whole = faults.IsEmpty ? TimeSpan.Zero : faults[^1].At - killed;
        Output.WriteLine($"{load.Count} searches, {faults.Length} not whole, the last one {whole.TotalSeconds:f1} s after the kill; {ledger.Count} data sets acknowledged.");
        foreach (string fault in faults.Select(fault => fault.Fault).Distinct().Take(5))
            Output.WriteLine(fault);
        Assert.InRange(whole, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.NotEmpty(ledger);
        await brought.AssertKeptAsync();
        Output.WriteLine($"By the web tier: {pages.Count} searches, {pages.Faults.Length} of them not whole.");
        pages.AssertWholeAgain(TimeSpan.FromSeconds(30));
    }

    [Fact, Trait("Check", "F31")]
    public async Task Silos_RestartedOneByOneUnderLoad_NoSearchFails()
    {
        await grid.HealAsync();
        await using SearchLoad load = await SearchLoad.StartAsync(grid, clientCount: 4);
        await load.GoOnAsync(50);
        for (int i = 0; i < ClusterGrid.SiloCount; i++)
        {
            await grid.TerminateAsync(i);
            await grid.StartAsync(i);
            await load.GoOnAsync(20);
        }
        await grid.SharedOutAsync();
        await load.StopAsync();

        Output.WriteLine($"{load.Count} searches, {load.Faults.Length} not whole.");
        Assert.Empty(load.Faults);
    }

    [Fact, Trait("Check", "F1")]
    public async Task Silo_KilledWhileItSharesASession_IsReplacedAndChangesNoBit()
    {
        await grid.HealAsync();
        SessionSpecification shared = SmallRecipe.Specification(DatasetRef.Parse("emoji"), ModelName.Parse("shared"), stepCount: 150) with { Architecture = null, Preset = "Tiny/8@64", BatchSize = 16, DeviceCount = 2 };
        ModelVersionId whole = await grid.Client.TrainAsync(shared);
        SessionId id = (await grid.Client.Sessions.StartAsync(shared, cancellationToken: Cancel)).Id;
        string place = await WhenAsync(id, "Part 2 of 2 is computed on ");

        await grid.KillAsync(grid.NumberOf(place[(place.LastIndexOf(" of ", StringComparison.Ordinal) + 4)..]));
        SessionInfo ended = await grid.Client.Sessions.WaitAsync(id, cancellationToken: Cancel);

        string[] events = await EventsAsync(id);
        Output.WriteLine(string.Join('\n', events));
        Assert.Equal((SessionState.Completed, whole.Digest), (ended.State, ended.Published!.Value.Digest));
        Assert.True(events.Count(text => text.StartsWith("Part 2 of 2 is computed on ", StringComparison.Ordinal)) >= 2);
    }

    private async Task<string[]> EventsAsync(SessionId id) => [.. (await grid.Client.Sessions.GetEventsAsync(id, cancellationToken: Cancel)).Select(one => one.Text)];

    private async Task<string> WhenAsync(SessionId id, string start)
    {
        while (true)
        {
            if ((await EventsAsync(id)).FirstOrDefault(text => text.StartsWith(start, StringComparison.Ordinal)) is { } found)
                return found;
            Assert.True((await grid.Client.Sessions.GetAsync(id, Cancel)).State is not (SessionState.Completed or SessionState.Failed));
            await Task.Delay(100, Cancel);
        }
    }

    private static void AssertShort(ImmutableArray<(TimeSpan At, string Fault)> faults, TimeSpan longest)
    {
        if (!faults.IsEmpty)
            Assert.True(faults[^1].At - faults[0].At < longest, string.Join('\n', faults.Select(fault => $"{fault.At}: {fault.Fault}")));
    }
}
