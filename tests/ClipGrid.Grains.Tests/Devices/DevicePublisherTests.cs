using ClipGrid.Contracts.Devices;
using ClipGrid.Grains.Devices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Devices;

public sealed class DevicePublisherTests
{
    private static readonly DeviceLedgerOptions Quick = new() { PublishInterval = TimeSpan.FromSeconds(0.2), LeaseTime = TimeSpan.FromSeconds(3) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publisher_TwoSilos_ShowsBothAndWhatTheyRun()
    {
        await using InProcessTestCluster cluster = await StartAsync();
        DeviceInventory both = await UntilAsync(cluster, inventory => inventory.Devices.Length == 2);
        Assert.All(both.Devices, device => Assert.Equal((DeviceKind.Cpu, 0, true), (device.Kind, device.Number, device.MemoryBytes > 0)));
        Assert.Equal(cluster.Silos.Select(silo => silo.SiloAddress.ToParsableString()).Order(StringComparer.Ordinal), both.Devices.Select(device => device.Silo));
    }

    [Fact]
    public async Task Publisher_SiloThatEndsInOrder_IsGivenNoSessionAnyMore()
    {
        await using InProcessTestCluster cluster = await StartAsync();
        await UntilAsync(cluster, inventory => inventory.Devices.Length == 2);
        string left = cluster.Silos[1].SiloAddress.ToParsableString(), stays = cluster.Silos[0].SiloAddress.ToParsableString();
        await cluster.StopSiloAsync(cluster.Silos[1], Cancellation);
        DeviceRequest first = new() { Session = LedgerWorld.Session("first"), Priority = 0, Ticket = 1, NeededBytes = 1 };
        DeviceRequest second = first with { Session = LedgerWorld.Session("second"), Ticket = 2 };
        IDeviceLeaseGrain leases = cluster.Client.GetGrain<IDeviceLeaseGrain>(IDeviceInventoryGrain.Key);
        DeviceAnswer answer;
        while ((answer = await leases.AskAsync(first, Cancellation)).Slot is null)
            await Task.Delay(50, Cancellation);
        Assert.Equal(stays, answer.Slot.Silo);
        Assert.Null((await leases.AskAsync(second, Cancellation)).Slot);
        await UntilAsync(cluster, inventory => inventory.Devices.All(device => device.Silo != left));
    }

    [Fact]
    public async Task Publisher_InventoryWhoseSiloIsKilled_TellsTheNextOneWhatRuns()
    {
        await using InProcessTestCluster cluster = await StartAsync();
        await UntilAsync(cluster, inventory => inventory.Devices.Length == 2);
        foreach (InProcessSiloHandle silo in cluster.Silos)
            silo.ServiceProvider.GetRequiredService<StillSessions>().Set(new RunningSession(LedgerWorld.Session(silo.Name), DeviceKind.Cpu, 0));
        SiloAddress? home = await cluster.Client.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Client.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key), Cancellation);
        InProcessSiloHandle killed = cluster.Silos.Single(silo => silo.SiloAddress.Equals(home)), stays = cluster.Silos.Single(silo => !silo.SiloAddress.Equals(home));
        await cluster.KillSiloAsync(killed, Cancellation);
        DeviceInventory left = await UntilAsync(cluster, inventory => inventory.Devices is [{ Leases.Length: 1 }]);
        Assert.Equal((stays.SiloAddress.ToParsableString(), stays.Name), (left.Devices[0].Silo, left.Devices[0].Leases[0].Session.Value));
    }

    private static async Task<InProcessTestCluster> StartAsync()
    {
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(Quick).AddSingleton<StillSessions>();
            silo.Services.AddSingleton<IRunningSessions>(provider => provider.GetRequiredService<StillSessions>());
            silo.Services.AddDevices().AddDevicePublisher();
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    // Asks as a page does, until what is looked for is there; the test's own limit ends it.
    private static async Task<DeviceInventory> UntilAsync(InProcessTestCluster cluster, Func<DeviceInventory, bool> isThere)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (true)
        {
            try
            {
                DeviceInventory inventory = await cluster.Client.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(limit.Token);
                if (isThere(inventory))
                    return inventory;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Its silo is gone, and the next inventory is not there yet.
            }
            await Task.Delay(50, limit.Token);
        }
    }
}
