using ClipGrid.Contracts.Devices;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Tests.Devices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Roles;

/// <summary>A silo that only trains holds nothing of the grid's while another is there to hold it, and one that only serves lends no device.</summary>
public sealed class RolePlacementTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grains_TrainerAndIndex_AreOnTheIndexUntilItIsGone()
    {
        await using InProcessTestCluster cluster = await StartAsync();
        InProcessSiloHandle trainer = Of(cluster, SiloRole.Trainer), index = Of(cluster, SiloRole.Index);
        // The client knows the first silo only, which does not last.
        IGrainFactory grains = trainer.ServiceProvider.GetRequiredService<IGrainFactory>();
        DeviceInventory inventory = await UntilAsync(grains, found => found.Devices.Length > 0);
        Assert.Equal(trainer.SiloAddress.ToParsableString(), Assert.Single(inventory.Devices).Silo);
        Assert.Equal(index.SiloAddress, await HomeAsync(grains));

        await cluster.KillSiloAsync(index, Cancel);
        await UntilAsync(grains, found => found.Devices.Length == 1);
        Assert.Equal(trainer.SiloAddress, await HomeAsync(grains));
    }

    private static InProcessSiloHandle Of(InProcessTestCluster cluster, SiloRole role) =>
        cluster.Silos.Single(silo => silo.ServiceProvider.GetRequiredService<OwnRole>().Role == role);

    private static async Task<SiloAddress?> HomeAsync(IGrainFactory grains) =>
        await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grains.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key), Cancel);

    private static async Task<InProcessTestCluster> StartAsync()
    {
        InProcessTestClusterBuilder builder = new(1);
        int count = 0;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddRole(Interlocked.Increment(ref count) == 1 ? SiloRole.Index : SiloRole.Trainer);
            silo.Services.AddSingleton(new DeviceLedgerOptions { PublishInterval = TimeSpan.FromSeconds(0.2), LeaseTime = TimeSpan.FromSeconds(3) }).AddSingleton<StillSessions>();
            silo.Services.AddSingleton<IRunningSessions>(provider => provider.GetRequiredService<StillSessions>());
            silo.Services.AddDevices().AddDevicePublisher();
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        // Only then: a trainer that is alone has the inventory itself, because it asks for it at once.
        await cluster.StartAdditionalSiloAsync();
        return cluster;
    }

    private static async Task<DeviceInventory> UntilAsync(IGrainFactory grains, Func<DeviceInventory, bool> isThere)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (true)
        {
            try
            {
                DeviceInventory inventory = await grains.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(limit.Token);
                if (isThere(inventory))
                    return inventory;
            }
            catch (Exception gone) when (gone is OrleansMessageRejectionException or SiloUnavailableException or TimeoutException)
            {
                // Its silo has just been killed.
            }
            await Task.Delay(50, limit.Token);
        }
    }
}
