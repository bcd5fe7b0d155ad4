using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Devices;

/// <summary>Takes tickets from the storage a hundred at a time; a grain of its own, because the inventory must not wait for storage.</summary>
[ServingPlacement]
internal sealed class TicketGrain([PersistentState("tickets")] IPersistentState<TicketState> state) : Grain, ITicketGrain
{
    private const int BlockLength = 100;
    private long _next;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _next = state.State.Reserved;
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> TakeAsync(CancellationToken cancellationToken)
    {
        if (_next == state.State.Reserved)
            await state.SaveAsync(new TicketState { Reserved = _next + BlockLength }, this);
        return _next++;
    }
}
