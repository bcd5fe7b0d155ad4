using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Four clients that bring pictures at once, while all silos live and while one is killed.</summary>
[Collection(typeof(SharedClusterGrid))]
public sealed class IngestCrowdTests(ClusterGrid grid, ITestOutputHelper output)
{
    private const int ClientCount = 4;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Check", "L5")]
    public async Task Ingests_OfFourClients_LoseAndDoubleNothingThoughASiloIsKilled()
    {
        await grid.HealAsync();
        output.WriteLine($"one client: {await RateAsync("one", 1, isOneKilled: false):F0} pictures/s");
        output.WriteLine($"{ClientCount} clients: {await RateAsync("all", ClientCount, isOneKilled: false):F0} pictures/s");
        output.WriteLine($"{ClientCount} clients, one of {ClusterGrid.SiloCount} silos killed after 10 s: {await RateAsync("killed", ClientCount, isOneKilled: true):F0} pictures/s");
    }

    private async Task<double> RateAsync(string prefix, int clientCount, bool isOneKilled)
    {
        await using IngestLoad load = await IngestLoad.StartAsync(grid, prefix, clientCount, TimeSpan.Zero);
        await Task.Delay(Length / 6, Cancel);
        if (isOneKilled)
            await grid.KillAsync(1);
        await Task.Delay(Length * 5 / 6, Cancel);
        double rate = load.AcknowledgedCount * IngestLoad.ItemCount / Length.TotalSeconds;
        Assert.NotEmpty(await load.StopAsync());
        await load.AssertKeptAsync();
        return rate;
    }
}
