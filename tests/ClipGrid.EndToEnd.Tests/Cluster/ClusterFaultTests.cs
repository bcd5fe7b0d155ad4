using System.Collections.Immutable;
using System.Net;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Redis;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>What silos need besides each other goes away and comes back, while clients search and bring pictures.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedClusterGrid))]
public sealed class ClusterFaultTests(ClusterGrid grid)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);
    // A silo looks at the list every five seconds.
    private static readonly TimeSpan LongestLoss = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Fact, Trait("Check", "F16"), Trait("Check", "F18")]
    public async Task Silos_TheirRedisKilledAndBackEmpty_GoOnServingPutTheListBackAndTakeWhoComesLater()
    {
        await grid.HealAsync();
        await grid.TerminateAsync(2);
        await using SearchLoad load = await SearchLoad.StartAsync(grid, clientCount: 2);
        // Meanwhile one comes who is told of another Redis, where nobody is.
        Task<ChildResult> stray = StartElsewhereAsync();

        await grid.Services.Redis!.KillAsync();
        await Task.Delay(Outage, Cancel);
        await grid.Services.Redis.StartAsync(Cancel);
        await grid.StartAsync(2);
        ImmutableArray<int> shares = await grid.SharedOutAsync();
        await load.GoOnAsync(20);
        await load.StopAsync();

        Output.WriteLine($"{load.Count} searches, {load.Faults.Length} of them not whole; shares {string.Join(", ", shares)}.");
        Assert.Empty(load.Faults);
        Assert.Contains("The list of silos was emptied or set back", grid.Words(0) + grid.Words(1), StringComparison.Ordinal);
        ChildResult refused = await stray;
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("The list of silos is empty, but a silo on the same storage serves at 127.0.0.1:", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "F18")]
    public async Task Silos_TheirListEmptied_SayItAndPutItBackBeforeAnybodyIsMissed()
    {
        await grid.HealAsync();
        int[] alarms = [.. grid.Running.Select(Alarms)];
        await using SearchLoad load = await SearchLoad.StartAsync(grid, clientCount: 2);

        await grid.Services.Redis!.EmptyAsync(Cancel);
        TimeSpan emptied = load.Now;
        while (grid.Running.All(number => Alarms(number) == alarms[number]) || grid.Running.All(number => !grid.Words(number).Contains("The list of silos is whole again", StringComparison.Ordinal)))
        {
            Assert.True(load.Now - emptied < LongestLoss, "Nobody has noticed.");
            await Task.Delay(50, Cancel);
        }
        Output.WriteLine($"Put back after {(load.Now - emptied).TotalSeconds:f1} s.");
        ImmutableArray<int> shares = await grid.SharedOutAsync();
        await load.GoOnAsync(20);
        await load.StopAsync();

        Assert.Equal(ClusterGrid.SiloCount, shares.Length);
        Assert.Empty(load.Faults);
        (HttpStatusCode status, string words)[] health = await Task.WhenAll(grid.Running.Select(grid.HealthAsync));
        Assert.All(health, one => Assert.Equal(HttpStatusCode.OK, one.status));
        Assert.Contains(health, one => one.words.StartsWith("Degraded", StringComparison.Ordinal) && one.words.Contains("the list of silos was emptied or set back", StringComparison.Ordinal));
    }

    [Fact, Trait("Check", "F12")]
    public async Task Silos_TheirBlobStoreAwayForAWhile_LoseNothingAndSearchOn()
    {
        await grid.HealAsync();
        await using SearchLoad load = await SearchLoad.StartAsync(grid, clientCount: 2);
        await using IngestLoad brought = await IngestLoad.StartAsync(grid, "away");
        await load.GoOnAsync(20);

        await grid.Services.Azurite!.StopAsync();
        TimeSpan begin = load.Now;
        await Task.Delay(Outage, Cancel);
        int whileAway = load.Count;
        await grid.Services.Azurite.StartAsync(Cancel);
        TimeSpan back = load.Now;
        await load.GoOnAsync(50);
        await brought.GoOnAsync();
        IReadOnlyCollection<string> ledger = await brought.StopAsync();
        await load.StopAsync();

        Output.WriteLine($"{load.Count} searches, {load.Faults.Length} not whole, {whileAway} in all when it came back; {ledger.Count} data sets acknowledged.");
        foreach (string fault in load.Faults.Select(fault => fault.Fault).Distinct().Take(5))
            Output.WriteLine(fault);
        Assert.DoesNotContain(load.Faults, fault => fault.At < begin || fault.At > back + LongestLoss);
        await brought.AssertKeptAsync();
    }

    private int Alarms(int number) => grid.Words(number).Split("The list of silos was emptied or set back").Length;

    private async Task<ChildResult> StartElsewhereAsync()
    {
        await using RedisProcess other = await RedisProcess.StartNewAsync(Cancel);
        using TemporaryFolder folder = new();
        int[] ports = FreePorts.Take(2);
        Dictionary<string, string> environment = grid.Services.Environment;
        environment["ClipGrid__Clustering__Redis"] = other.ConnectionString;
        return await Child.RunAsync(
            "env",
            [.. environment.Select(pair => $"{pair.Key}={pair.Value}"), "dotnet", Built.Assembly("Silo"), "--data", folder.FullName, "--silo-port", $"{ports[0]}", "--gateway-port", $"{ports[1]}", "--no-dashboard"],
            Cancel);
    }
}
