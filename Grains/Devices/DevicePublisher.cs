using System.Collections.Immutable;
using ClipGrid.Contracts.Devices;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Model.Native;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Devices;

/// <summary>Tells the inventory what this silo has and what it runs, while the silo serves; and that it leaves, before anything else ends.</summary>
internal sealed partial class DevicePublisher(
    IGrainFactory grains, ILocalSiloDetails local, DeviceProbe probe, OwnRole role, IRunningSessions running, DeviceLedgerOptions options, TimeProvider time, ILogger<DevicePublisher> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly string _silo = local.SiloAddress.ToParsableString();
    private Task _loop = Task.CompletedTask;

    private IDeviceLeaseGrain Inventory => grains.GetGrain<IDeviceLeaseGrain>(IDeviceInventoryGrain.Key);

    // Later stages end first: no session may be sent to a silo whose runs are being handed over.
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(DevicePublisher), ServiceLifecycleStage.Active + 1, Start, StopAsync);

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => PublishAsync(_end.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await TryAsync(token => Inventory.LeaveAsync(_silo, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<PublishedDevice> devices = role.Role.RunsSessions() ? await ProbeAsync(cancellationToken).ConfigureAwait(false) : [];
            using PeriodicTimer timer = new(options.PublishInterval, time);
            bool isHeard = true;
            do
            {
                bool wasHeard = isHeard;
                isHeard = await TryAsync(token => Inventory.PublishAsync(new SiloDevices(_silo, devices, running.List()), token), cancellationToken).ConfigureAwait(false);
                if (isHeard && !wasHeard)
                    LogHeard();
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The silo ends.
        }
    }

    private async Task<ImmutableArray<PublishedDevice>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await probe.ProbeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TorchLoadException error)
        {
            LogNoTorch(error);
            return [];
        }
    }

    // A call to an inventory whose silo has died would wait for half a minute; the next one finds the new inventory.
    private async Task<bool> TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(options.LeaseTime / 3, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await call(end.Token).WaitAsync(end.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnheard(error.Message);
            return false;
        }
    }
}
