namespace ClipGrid.Grains.Cluster;

/// <summary>Ends the silo's background work while its grains still answer: work that ends later would take their silence for a failure.</summary>
internal sealed class BackgroundWorkEnd(BackgroundWork background) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(BackgroundWorkEnd), ServiceLifecycleStage.Active, static _ => Task.CompletedTask, _ => background.DisposeAsync().AsTask());
}
