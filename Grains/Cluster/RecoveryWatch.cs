using Microsoft.Extensions.Hosting;

namespace ClipGrid.Grains.Cluster;

/// <summary>
/// Begins the recovery when this silo serves, and again when another one has died: its sessions, ingests and jobs may have nobody else who
/// looks after them.
/// </summary>
internal sealed class RecoveryWatch(BackgroundWork work, Recovery recovery, ISiloStatusOracle members, TimeProvider time) : IHostedService, ISiloStatusListener
{
    private const string Key = "recovery";

    // What lay on the dead silo is placed anew only when all silos have heard of its death.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private int _isWanted;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        members.SubscribeToSiloStatusEvents(this);
        Want(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        members.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && !updatedSilo.Equals(members.SiloAddress))
            Want(Pause);
    }

    // One at a time; what is wanted meanwhile is done after it.
    private void Want(TimeSpan pause)
    {
        Interlocked.Exchange(ref _isWanted, 1);
        work.TryStart(Key, token => RunAsync(pause, token));
    }

    private async Task RunAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        while (Interlocked.Exchange(ref _isWanted, 0) == 1)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            await recovery.RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
