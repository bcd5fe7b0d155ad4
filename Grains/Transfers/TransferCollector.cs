using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Transfers;

/// <summary>When a silo starts, deletes the transfers that nobody has touched for a day.</summary>
internal sealed class TransferCollector(IBlobStore store, IGrainFactory grains, TimeProvider time, BackgroundWork background) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(TransferCollector), ServiceLifecycleStage.Active, _ =>
        {
            background.TryStart("collect transfers", CollectAsync);
            return Task.CompletedTask;
        });

    /// <summary>Deletes them now.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        HashSet<string> seen = [];
        await foreach (BlobInfo blob in store.ListAllAsync(GridPaths.Transfers, cancellationToken).ConfigureAwait(false))
        {
            string name = blob.Name[GridPaths.Transfers.Length..].Split('/')[0];
            if (!seen.Add(name) || !TransferId.TryParse(name, null, out TransferId id))
                continue;
            TransferState? state = await new TransferBlobs(store, id).FindStateAsync(cancellationToken).ConfigureAwait(false);
            if (state is not null && time.GetUtcNow() - state.TouchedAt > Age)
                await grains.GetGrain<ITransferGrain>(name).DeleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
