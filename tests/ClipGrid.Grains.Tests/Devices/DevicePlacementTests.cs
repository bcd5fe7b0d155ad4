using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Devices;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Devices;

public sealed class DevicePlacementTests : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    private string[] Silos => [.. _cluster!.Silos.Select(silo => silo.SiloAddress.ToParsableString())];

    public async ValueTask InitializeAsync()
    {
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((_, silo) => silo.Services.AddDevices());
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Placement_FiftyGrainsNamedInTurns_LandsWhereNamed()
    {
        string[] silos = Silos;
        for (int i = 0; i < 50; i++)
            using (SiloTarget.On(silos[i % 2]))
                Assert.Equal(silos[i % 2], await _cluster!.Client.GetGrain<IPlacedGrain>($"{i}").WhereAsync());
    }

    [Fact]
    public async Task Placement_FiftyGrainsNamedByGrainsAtOnce_LandsWhereNamed()
    {
        string[] silos = Silos;
        string[] found = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _cluster!.Client.GetGrain<IPlacingGrain>($"{i}").PlaceAsync($"by grain {i}", silos[i % 2])));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => silos[i % 2]), found);
    }

    [Theory]
    [InlineData("127.0.0.1:1@1")]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Placement_OnASiloThatIsNotThere_FailsAndLandsNowhere(string silo)
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => _cluster!.Client.GetGrain<IPlacingGrain>("placing").PlaceAsync($"nowhere {silo}", silo));
        Assert.Equal(GridProblem.Unavailable, error.Problem);
        using (SiloTarget.On(Silos[0]))
            Assert.Equal(Silos[0], await _cluster!.Client.GetGrain<IPlacedGrain>($"nowhere {silo}").WhereAsync());
    }

    [Fact]
    public async Task Placement_WithoutASilo_Fails()
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => _cluster!.Client.GetGrain<IPlacedGrain>("unnamed").WhereAsync());
        Assert.Equal(GridProblem.WrongState, error.Problem);
    }

    [Fact]
    public async Task Placement_OnASiloThatWasKilled_FailsAndTheOtherTakesIt()
    {
        string[] silos = Silos;
        IPlacingGrain placing = _cluster!.Client.GetGrain<IPlacingGrain>("placing");
        using (SiloTarget.On(silos[0]))
            Assert.Equal(silos[0], await _cluster.Client.GetGrain<IPlacedGrain>("moves").WhereAsync());
        await _cluster.KillSiloAsync(_cluster.Silos[1], TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<GridException>(() => placing.PlaceAsync("late", silos[1]));
        Assert.Equal(silos[0], await placing.PlaceAsync("late", silos[0]));
    }
}
