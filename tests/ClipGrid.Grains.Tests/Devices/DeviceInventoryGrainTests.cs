using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Devices;

public sealed class DeviceInventoryGrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inventory_OneSilo_GrantsItsDeviceAndShowsTheQueue()
    {
        await using InProcessTestCluster cluster = await StartAsync();
        string silo = cluster.Silos[0].SiloAddress.ToParsableString();
        IDeviceLeaseGrain leases = cluster.Client.GetGrain<IDeviceLeaseGrain>(IDeviceInventoryGrain.Key);
        await leases.PublishAsync(LedgerWorld.Silo(silo), Cancellation);
        SessionId[] sessions = [.. Enumerable.Range(0, 200).Select(i => LedgerWorld.Session($"s{i:d3}"))];
        DeviceAnswer[] answers = await Task.WhenAll(sessions.Select((session, i) => leases.AskAsync(
            new DeviceRequest { Session = session, Priority = 0, Ticket = i, NeededBytes = 1 }, Cancellation)));
        SessionId holder = sessions[Array.FindIndex(answers, answer => answer.Slot is not null)];
        DeviceInventory inventory = await cluster.Client.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(Cancellation);
        DeviceInfo device = Assert.Single(inventory.Devices);
        Assert.Equal((silo, DeviceKind.Cpu, holder), (device.Silo, device.Kind, Assert.Single(device.Leases).Session));
        Assert.Equal(sessions.Where(session => session != holder), inventory.Queue.Select(place => place.Session));
        Assert.True(await leases.RenewAsync(holder, LedgerWorld.Cpu(silo), Cancellation));
        await leases.ReleaseAsync(holder, Cancellation);
        Assert.False((await cluster.Client.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(Cancellation)).Devices[0].Leases.Any());
    }

    [Fact]
    public async Task Tickets_OverARestart_Grow()
    {
        List<long> taken = [];
        for (int round = 0; round < 2; round++)
        {
            await using InProcessTestCluster cluster = await StartAsync();
            for (int i = 0; i < 101; i++)
                taken.Add(await cluster.Client.GetGrain<ITicketGrain>(ITicketGrain.Key).TakeAsync(Cancellation));
        }
        Assert.Equal(taken.Order(), taken);
        Assert.Equal(202, taken.Distinct().Count());
    }

    private async Task<InProcessTestCluster> StartAsync()
    {
        InProcessTestClusterBuilder builder = new(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddDevices().AddClipGridStorage(new BlobStorageOptions { Folder = _folder.Path });
            silo.AddBlobGrainStorageAsDefault();
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
