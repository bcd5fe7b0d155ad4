using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Members;

/// <summary>Notes beside what the grid keeps which silos serve, whenever that changes: all write the same.</summary>
internal sealed class MemberNotes(ISiloStatusOracle members, IBlobStore store, BackgroundWork work, ILogger<MemberNotes> logger) : IHostedService, ISiloStatusListener
{
    private const string Key = "member-note";
    private int _isWanted;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        members.SubscribeToSiloStatusEvents(this);
        Want();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        members.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => Want();

    // One at a time; what changes meanwhile is noted after it.
    private void Want()
    {
        Interlocked.Exchange(ref _isWanted, 1);
        work.TryStart(Key, RunAsync);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (Interlocked.Exchange(ref _isWanted, 0) == 1)
            try
            {
                MemberNote note = new() { Silos = [.. members.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(silo => silo.Endpoint.ToString()).Order(StringComparer.Ordinal)] };
                await note.PutAsync(store, cancellationToken).ConfigureAwait(false);
            }
            catch (GridException error)
            {
                // The next change writes it anew; until then it names silos that were there a moment ago, which is nearly as good.
                logger.LogWarning("Which silos serve could not be noted: {Reason}", error.Message);
            }
    }
}
