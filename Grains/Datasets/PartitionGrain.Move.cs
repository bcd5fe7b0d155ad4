namespace ClipGrid.Grains.Datasets;

/// <content>It moves to where it belongs after a silo has come or gone.</content>
internal sealed partial class PartitionGrain
{
    private static readonly TimeSpan MoveInterval = TimeSpan.FromSeconds(5);

    // A silo that comes back within moments finds its partitions where they were.
    private static readonly TimeSpan MovePatience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        live.Add();
        // Not all at the same moment: what moves is loaded anew.
        TimeSpan begin = MoveInterval * (1 + Id.Number % 16 / 16.0);
        this.RegisterGrainTimer(MoveAsync, new GrainTimerCreationOptions { DueTime = begin, Period = MoveInterval, KeepAlive = false });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        live.Remove();
        return Task.CompletedTask;
    }

    private Task MoveAsync(CancellationToken cancellationToken)
    {
        if (!IsEmbedding && homes.IsElsewhere(Id, MovePatience))
            this.MigrateOnIdle();
        return Task.CompletedTask;
    }
}
